/** Handing something on to other people: what the device offers. */

/** Saves a picture of our own server under a name; where the browser has no downloads, a long press on the picture does. */
export function savePicture(url: string, name: string): void {
  // #ifdef H5
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // #endif
}

/** Whether the device can hand a link on to other apps. */
export function canShare(): boolean {
  let can = false;
  // #ifdef H5
  can = typeof navigator.share === 'function';
  // #endif
  return can;
}

/** Opens the device's own sheet for sharing, with the picture where it takes one. Closing it is no failure. */
export async function share(what: { title: string; link: string; pictureUrl: string; pictureName: string }): Promise<void> {
  // #ifdef H5
  const answer = await fetch(what.pictureUrl);
  const files = answer.ok ? [new File([await answer.blob()], what.pictureName, { type: 'image/png' })] : [];
  const withPicture = files.length > 0 && 'canShare' in navigator && navigator.canShare({ files });
  try {
    await navigator.share({ title: what.title, url: what.link, ...(withPicture ? { files } : {}) });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  }
  // #endif
}
