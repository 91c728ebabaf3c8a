// Last script of the page: unpacks the engine from its data element and
// starts it. No fetch, not even of a data: address: the policy forbids any.
if (window.kohyoCanStart) {
  (async () => {
    const { textContent: text, dataset } = document.getElementById("kohyo-engine");
    const packed = new Uint8Array(Number(dataset.size));
    // Two of 91 characters for thirteen bits, as pack/dense.rs writes them:
    // the printable ones without "&", "<" and ">".
    const value = (code) => code - 33 - (code > 38) - (code > 60) - (code > 62);
    for (let at = 0, held = 0, count = 0, i = 0; at < packed.length; i += 2) {
      held = (held << 13) | (value(text.charCodeAt(i)) * 91 + value(text.charCodeAt(i + 1)));
      count += 13;
      for (; count >= 8 && at < packed.length; at++) packed[at] = held >> (count -= 8);
      held &= (1 << count) - 1;
    }
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const engine = await new Response(stream).arrayBuffer();
    await wasm_bindgen({ module_or_path: engine });
  })().catch(window.kohyoFail);
}
