/** Browsers carry the session in an HttpOnly cookie that no script can read; mini programs have no cookies and keep the token. */
const KEY = 'session-token';

/** The token to send, or "" where the cookie does it. */
export function readToken(): string {
  let token = '';
  // #ifndef H5
  const stored: unknown = uni.getStorageSync(KEY);
  if (typeof stored === 'string') token = stored;
  // #endif
  return token;
}

/** Keeps or forgets the token where there are no cookies. */
export function keepToken(token: string): void {
  // #ifndef H5
  if (token === '') uni.removeStorageSync(KEY);
  else uni.setStorageSync(KEY, token);
  // #endif
}
