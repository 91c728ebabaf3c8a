// An input method at work, in Chromium: what is underlined, what is confirmed.

export async function inputMethod(hand) {
  const wire = await hand.context.newCDPSession(hand.page);
  return {
    /** Shows `text` underlined at the caret; nothing is confirmed yet. */
    compose: (text) =>
      wire.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    /** The Enter that a person presses to confirm: the page sees the key while it still composes. */
    async confirm(text) {
      const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
      await wire.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
      await wire.send('Input.insertText', { text });
      await wire.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    },
    /** Takes the composition back, as Escape does. */
    cancel: () => wire.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 }),
  };
}
