import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tokens } from '../sdk/src/tokens.ts';
import { renderTokens } from './tokens.ts';

const root = new URL('../', import.meta.url);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test('the generated token files are fresh', () => {
  for (const [path, text] of Object.entries(renderTokens())) {
    expect(existsSync(new URL(path, root)), path).toBe(true);
    expect(readFileSync(new URL(path, root), 'utf8'), `${path} is stale: npm run generate`).toBe(text);
  }
});

describe('every pair of text and ground that the front ends use has AA contrast (4.5)', () => {
  const { color } = tokens;
  const onPaper = ['ink', 'ink-2', 'vermilion-ink', 'jade', 'amber', 'danger', 'info'] as const;
  const pairs = [
    ...onPaper.flatMap((text) => [[text, 'paper'], [text, 'paper-2']] as const),
    ['on-fill', 'vermilion-fill'], ['on-fill', 'jade-fill'],
    ['vermilion', 'paper'], ['vermilion-ink', 'vermilion-tint'], ['jade', 'jade-tint'], ['amber', 'amber-tint'], ['danger', 'danger-tint'], ['info', 'info-tint'],
    ['ink', 'amber-tint'], ['ink', 'info-tint'], ['ink-2', 'jade-tint'],
  ] as const;
  for (const theme of ['light', 'dark'] as const) {
    test.each(pairs)(`${theme}: %s on %s`, (text, ground) => {
      expect(contrast(color[text][theme], color[ground][theme])).toBeGreaterThanOrEqual(4.5);
    });
  }
});
