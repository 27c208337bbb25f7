/** A day as people type it from a paper (2030-1-5, 2030/01/05, 2030.1.5, 20300105, or with the Chinese words for year, month and day) as "YYYY-MM-DD"; empty for anything else. */
export function dayTyped(text: string): string {
  const tidy = text.normalize('NFKC').replaceAll(/\s/g, '').replaceAll(/[\u5E74\u6708/.]/g, '-').replace(/\u65E5$/, '');
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(tidy) ?? /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(tidy);
  if (!parts) return '';
  const [, year = '', month = '', day = ''] = parts;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== iso ? '' : iso;
}
