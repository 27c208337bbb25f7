/** Pictures that the member picks on his device, as bytes. The server finds out by decoding what they are. */

// #ifdef H5
function pickFiles(most: number): Promise<ArrayBuffer[]> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/jpeg,image/png,image/webp';
    input.multiple = most > 1;
    input.addEventListener('change', () => { Promise.all([...(input.files ?? [])].slice(0, most).map((file) => file.arrayBuffer())).then(resolve, reject); });
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
// #endif

// #ifndef H5
function pickMedia(most: number): Promise<ArrayBuffer[]> {
  return new Promise((resolve) => {
    uni.chooseImage({
      count: most,
      success: ({ tempFilePaths }) => {
        const files = uni.getFileSystemManager();
        resolve([tempFilePaths].flat().map((path) => files.readFileSync(path) as ArrayBuffer));
      },
      fail: () => resolve([]),
    });
  });
}
// #endif

/** At most `most` pictures; none when the member picks none. */
export function pickPictures(most: number): Promise<ArrayBuffer[]> {
  let picked: Promise<ArrayBuffer[]> = Promise.resolve([]);
  // #ifdef H5
  picked = pickFiles(most);
  // #endif
  // #ifndef H5
  picked = pickMedia(most);
  // #endif
  return picked;
}
