/** Files for the member to keep. A mini program cannot keep a zip: there the page says where to get it. */

export const CAN_DOWNLOAD: boolean = (() => {
  let can = false;
  // #ifdef H5
  can = true;
  // #endif
  return can;
})();

/** Has the browser save what is at an address of our own. */
export function download(address: string): void {
  // #ifdef H5
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
  // #endif
}
