/** Papers of companies for the demo, as SVG of our own: plainly samples, with a seal, on a guilloche ground. */
const WIDTH = 1200;
const HEIGHT = 860;

export interface Paper { readonly companyName: string; readonly creditCode: string; readonly legalPerson: string; readonly licenceUntil: string }

const plain = (text: string): string => text.replaceAll(/[<>&"']/g, ' ');
const waves = Array.from({ length: 30 }, (_, n) => `<path d="M60 ${90 + n * 24}q135 ${n % 2 === 0 ? 26 : -26} 270 0t270 0 270 0 270 0" fill="none" stroke="#e6cf9c" stroke-width="1.2" opacity="0.55"/>`).join('');

/** What is printed on the papers, in the demo's language. */
export interface PaperWords {
  readonly licence: string; readonly permit: string; readonly sample: string;
  readonly companyName: string; readonly creditCode: string; readonly legalPerson: string; readonly licenceUntil: string; readonly unlimited: string;
}

/** A business licence or a permit of a company, as SVG. */
export function drawLicence(kind: 'licence' | 'permit', paper: Paper, words: PaperWords): string {
  const rows = [[words.companyName, paper.companyName], [words.creditCode, paper.creditCode], [words.legalPerson, paper.legalPerson], [words.licenceUntil, paper.licenceUntil === 'unlimited' ? words.unlimited : paper.licenceUntil]];
  const lines = rows.map(([label = '', value = ''], n) => `<text x="150" y="${372 + n * 74}" font-size="30" fill="#6b5a36">${label}</text><text x="460" y="${372 + n * 74}" font-size="34" fill="#22201a">${plain(value)}</text>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Noto Sans CJK SC, Source Han Sans SC, sans-serif">`
    + `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fbf4e2"/>${waves}<rect x="36" y="36" width="1128" height="788" rx="6" fill="none" stroke="#b8923f" stroke-width="9"/><rect x="54" y="54" width="1092" height="752" rx="4" fill="none" stroke="#b8923f" stroke-width="2"/>`
    + `<circle cx="600" cy="142" r="46" fill="#c8372d"/><path d="M600 108l10 24 26 2-20 17 6 25-22-14-22 14 6-25-20-17 26-2z" fill="#f0c94a"/>`
    + `<text x="600" y="272" font-size="72" font-weight="700" letter-spacing="22" text-anchor="middle" fill="#22201a">${words[kind]}</text>${lines}`
    + `<g transform="rotate(-8 950 690)" opacity="0.82"><circle cx="950" cy="690" r="92" fill="none" stroke="#c8372d" stroke-width="7"/><text x="950" y="702" font-size="34" font-weight="700" text-anchor="middle" fill="#c8372d">${words.sample}</text></g></svg>`;
}
