/** How a browser is called on the list of devices: a name people know, from what it says of itself. Wrong guesses cost nothing. */

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, 'WeChat'], [/AlipayClient/i, 'Alipay'], [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/HuaweiBrowser/, 'Huawei Browser'],
  [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari'], [/curl/i, 'curl'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Android/, 'Android'], [/iPad/, 'iPad'], [/iPhone|iPod/, 'iPhone'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'Mac'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
];

/** `Chrome · Windows`; the part that is not known is left out, and nothing known gives "". */
export function deviceName(client: string): string {
  return [BROWSERS, SYSTEMS].flatMap((table) => table.find(([pattern]) => pattern.test(client))?.[1] ?? []).join(' · ');
}
