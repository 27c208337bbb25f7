/** Space presses what has the focus, and Enter a place of the tab bar: our controls are elements with a role, of which browsers know nothing. Called once, at launch. */
export function pressByKeyboard(): void {
  // #ifdef H5
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof HTMLElement)) return;
    if (event.key === ' ' ? !target.matches('[role][tabindex="0"]') : event.key !== 'Enter' || !target.matches('.uni-tabbar__item')) return;
    event.preventDefault();
    target.click();
  });
  // #endif
}
