/**
 * The picture that stands for a member until he has one of his own: a small landscape, drawn from his id alone. Sky, sun and two hills take their
 * colours and places from the bytes of a digest, so the same id has the same picture everywhere and tells nothing about its owner.
 */
import { hash } from 'node:crypto';

/** Sky, sun, far hill, near hill: quiet colours that stand beside the storefront's own. */
const PALETTES = [
  ['#EAF5F2', '#E9B45B', '#8CC7B8', '#0E7C66'], ['#FDF0ED', '#F0C36B', '#F0A491', '#C2543D'], ['#EDF2FD', '#F2C879', '#9DB7F0', '#3F62B5'],
  ['#FBF4E6', '#E58A6B', '#D9B677', '#97702B'], ['#F1EEF9', '#F0B76B', '#B7A6DD', '#6A559E'], ['#EEF4EC', '#EFA96A', '#A9C59C', '#567C4A'],
] as const;

/** The shapes on a square of 80 by 80, without a frame; the poster cuts them round. */
export function avatarShapes(id: string): string {
  const bytes = hash('sha256', `avatar:${id}`, 'buffer');
  const at = (index: number, most: number): number => (bytes[index] ?? 0) % most;
  const [sky, sun, far, near] = PALETTES[at(0, PALETTES.length)] ?? PALETTES[0];
  const farLeft = 38 + at(1, 18);
  const farRight = 38 + at(2, 18);
  const nearLeft = 54 + at(3, 14);
  const nearRight = 54 + at(4, 14);
  const peak = 24 + at(5, 33);
  return [
    `<rect width="80" height="80" fill="${sky}"/>`,
    `<circle cx="${18 + at(6, 45)}" cy="${18 + at(7, 12)}" r="${8 + at(8, 5)}" fill="${sun}"/>`,
    `<path d="M0 ${farLeft}Q${peak} ${18 + at(9, 16)} 80 ${farRight}V80H0Z" fill="${far}"/>`,
    `<path d="M0 ${nearLeft}Q${80 - peak} ${36 + at(10, 18)} 80 ${nearRight}V80H0Z" fill="${near}"/>`,
  ].join('');
}

/** The whole picture. */
export function avatarSvg(id: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="160" height="160">${avatarShapes(id)}</svg>`;
}
