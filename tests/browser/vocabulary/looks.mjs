// How the page looks to a person: its colours, how large its letters are, how wide its window.

const desktop = { width: 1366, height: 768 };

/** As the page stands on the smallest usual screen, before anything is chosen. */
export const usual = { theme: 'light', size: 'usual', viewport: desktop };

export const looks = {
  light: {},
  dark: { theme: 'dark' },
  largest: { size: 'largest' },
  half: { viewport: { width: 683, height: 384 } },
  narrow: { viewport: { width: 320, height: 640 } },
};

/**
 * Lets the page look so, whatever question is open: by what the page itself sets where a person
 * chooses (that it does is a test of its own, in axe.test.mjs).
 */
export async function wear(hand, look) {
  const { theme, size, viewport } = { ...usual, ...look };
  await hand.evaluate(
    ([colours, letters]) => Object.assign(document.documentElement.dataset, { theme: colours, textSize: letters }),
    [theme, size],
  );
  const now = hand.page.viewportSize();
  if (now.width !== viewport.width || now.height !== viewport.height) await hand.page.setViewportSize(viewport);
}
