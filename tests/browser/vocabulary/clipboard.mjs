// The clipboard between kohyo and another program, by the keys a person presses.

/** Another program has copied something: it lies on the clipboard in these flavours. */
export async function laid(hand, { text, html }) {
  await hand.evaluate(
    (flavours) =>
      document.addEventListener(
        'copy',
        (event) => {
          event.stopImmediatePropagation();
          event.preventDefault();
          event.clipboardData.setData('text/plain', flavours.text);
          if (flavours.html) event.clipboardData.setData('text/html', flavours.html);
        },
        { capture: true, once: true },
      ),
    { text, html },
  );
  await hand.press('Control+c');
}

/** What another program would get if it pasted now. */
export async function lying(hand) {
  const got = hand.evaluate(
    () =>
      new Promise((done) =>
        document.addEventListener(
          'paste',
          (event) => {
            event.stopImmediatePropagation();
            event.preventDefault();
            done(event.clipboardData.getData('text/plain'));
          },
          { capture: true, once: true },
        ),
      ),
  );
  await hand.press('Control+v');
  return (await got).replaceAll('\r\n', '\n');
}
