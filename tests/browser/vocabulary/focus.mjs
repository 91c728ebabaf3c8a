// Going into a box without a pointer.

export const focus = (hand, selector) =>
  hand.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    element.scrollIntoView({ block: 'center' });
    element.focus();
    if (document.activeElement !== element) throw new Error(`${wanted} does not take the focus`);
  }, selector);
