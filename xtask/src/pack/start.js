// Last script of the page: unpacks the engine from its data element and
// starts it. No fetch, not even of a data: address: the policy forbids any.
if (window.kohyoCanStart) {
  (async () => {
    const text = atob(document.getElementById("kohyo-engine").textContent);
    const packed = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const engine = await new Response(stream).arrayBuffer();
    await wasm_bindgen({ module_or_path: engine });
  })().catch(window.kohyoFail);
}
