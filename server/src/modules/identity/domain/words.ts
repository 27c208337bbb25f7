/** Words that strangers type: phones, staff names, addresses. */

/** The 11 digits of a mobile number of mainland China, with or without +86; undefined for anything else (SMS pumping aims abroad). */
export function parsePhone(text: string): string | undefined {
  return /^(?:\+86)?(1[3-9]\d{9})$/.exec(text.replace(/[\s-]/g, ''))?.[1];
}

/** A phone as others may see it: the first three and the last two digits would still tell few people apart. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** A staff member's name as it is keyed: case and surrounding space do not make another name. */
export function normaliseName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** The address that a limit counts: IPv4 whole, IPv6 by its /64, since one line owns all of that. */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
