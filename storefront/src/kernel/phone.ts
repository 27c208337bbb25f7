/** Whether this may be a mobile number of mainland China; the server has the last word. */
export function phoneIsPlausible(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone.trim());
}
