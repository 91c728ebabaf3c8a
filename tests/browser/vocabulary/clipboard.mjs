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
  await hand.evaluate(() => {
    window.lying = undefined;
    document.addEventListener(
      'paste',
      (event) => {
        event.stopImmediatePropagation();
        event.preventDefault();
        window.lying = event.clipboardData.getData('text/plain');
      },
      { capture: true, once: true },
    );
  });
  await hand.press('Control+v');
  await hand.until(() => window.lying !== undefined, undefined, 'what lies on the clipboard');
  return (await hand.evaluate(() => window.lying)).replaceAll('\r\n', '\n');
}
