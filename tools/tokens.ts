/**
 * Renders the design tokens of sdk/tokens.json for the two front ends. `npm run generate` runs it;
 * alone: `node tools/run.mjs tools/tokens.ts`. The results are committed, and a test fails when they are stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Tokens {
  readonly color: Readonly<Record<string, { readonly light: string; readonly dark: string; readonly use: string }>>;
  readonly radius: Readonly<Record<string, number>>;
  readonly space: Readonly<Record<string, number>>;
  readonly text: Readonly<Record<string, { readonly normal: number; readonly large: number }>>;
  readonly touch: number;
  readonly font: string;
}

const root = new URL('../', import.meta.url);
const NOTE = 'Generated from sdk/tokens.json by tools/tokens.ts; do not edit.';

function block(selector: string, lines: readonly string[]): string {
  return `${selector} {\n${lines.map((line) => `  ${line};`).join('\n')}\n}\n`;
}

/** The custom properties that both front ends share: `.theme-light` and `.theme-dark` hold the colours, `.type-large` the large type. */
export function renderCss(tokens: Tokens): string {
  const colors = (theme: 'light' | 'dark'): string[] => [`color-scheme: ${theme}`, ...Object.entries(tokens.color).map(([name, color]) => `--${name}: ${color[theme]}`)];
  const sizes = (mode: 'normal' | 'large'): string[] => Object.entries(tokens.text).map(([name, size]) => `--text-${name}: ${size[mode]}px`);
  const fixed = [
    ...Object.entries(tokens.radius).map(([name, px]) => `--radius-${name}: ${px}px`),
    ...Object.entries(tokens.space).map(([name, px]) => `--space-${name}: ${px}px`),
    `--touch: ${tokens.touch}px`, `--font: ${tokens.font}`,
  ];
  return [
    `/* ${NOTE} */\n`,
    block('.theme-light, .theme-dark', [...fixed, ...sizes('normal')]),
    block('.theme-light', colors('light')), block('.theme-dark', colors('dark')), block('.type-large', sizes('large')),
  ].join('');
}

/** The same values as a typed constant, for libraries that want colours and not custom properties (Naive UI, ECharts). */
export function renderTs(tokens: Tokens): string {
  return `// ${NOTE}\nexport const tokens = ${JSON.stringify(tokens, undefined, 2)} as const;\nexport type ColorName = keyof typeof tokens.color;\n`;
}

/** Every generated file with its text, by path from the root of the repository. */
export function renderTokens(): Readonly<Record<string, string>> {
  const tokens = JSON.parse(readFileSync(new URL('sdk/tokens.json', root), 'utf8')) as Tokens;
  return { 'storefront/src/tokens.css': renderCss(tokens), 'console/src/tokens.css': renderCss(tokens), 'sdk/src/tokens.ts': renderTs(tokens) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(renderTokens())) writeFileSync(new URL(path, root), text);
}
