// Last script of the page: unpacks the engine from its data element and
// starts it. No fetch, not even of a data: address: the policy forbids any.
if (window.kohyoCanStart) {
  (async () => {
    const { data: text } = document.getElementById("kohyo-engine").firstChild;
    let packed;
    if (Uint8Array.fromBase64) {
      packed = Uint8Array.fromBase64(text);
    } else {
      // Browsers from before 2025.
      const letters = atob(text);
      packed = new Uint8Array(letters.length);
      for (let at = 0; at < packed.length; at++) packed[at] = letters.charCodeAt(at);
    }
    // Compiled while the rest is still being unpacked.
    const { readable, writable } = new DecompressionStream("gzip");
    const type = { headers: { "Content-Type": "application/wasm" } };
    const writer = writable.getWriter();
    const [engine] = await Promise.all([
      WebAssembly.compileStreaming(new Response(readable, type)),
      writer.write(packed),
      writer.close(),
      window.kohyoNoted,
    ]);
    await wasm_bindgen({ module_or_path: engine });
  })().catch(window.kohyoFail);
}
