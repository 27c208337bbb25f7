/** Places outside the storefront's own pages. */

/** Opens the gateway's pay page. The browser leaves the storefront and is sent back to the result page. */
export function openPayPage(url: string): void {
  // #ifdef H5
  location.assign(url);
  // #endif
}

/** The link that an invitation carries: it is printed as a QR code too, so it never changes its form. */
export function invitationLink(code: string): string {
  let origin = '';
  // #ifdef H5
  origin = location.origin;
  // #endif
  return `${origin}/i/${code}`;
}

/** Opens a page of the demo's simulators in a tab of its own. */
export function openDemoPage(path: string): void {
  // #ifdef H5
  open(path, '_blank', 'noopener');
  // #endif
}
