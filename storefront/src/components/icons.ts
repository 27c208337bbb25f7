/** Our icons: strokes on a grid of 24, drawn as masks so that they take the colour of the text around them, on every platform. */
const STROKES = {
  search: 'M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14ZM16.2 16.2L20.5 20.5',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17ZM12 11v5M12 7.6v.6',
  warning: 'M12 4L2.8 20h18.4L12 4ZM12 10v4.5M12 17v.5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5',
  pause: 'M8.5 6v12M15.5 6v12',
  leaf: 'M5 19c0-9 5-13.5 14-14c.5 9-4 14-11.5 14M5 20c1.5-4.5 4-7.5 8-9.5',
  sun: 'M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  truck: 'M2.5 6.5h11v10h-11zM13.5 10h4l3.5 3.5v3h-7.5M7 16.5a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6ZM17 16.5a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6Z',
  box: 'M12 3l8 4.2v9.6L12 21l-8-4.2V7.2L12 3ZM4 7.2l8 4.3l8-4.3M12 11.5V21',
  cart: 'M2.5 4h3l2.4 10.5h10.2l2.4-7.5H6.3M9 18a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8ZM17 18a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8Z',
  bin: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.2 11v5M13.8 11v5',
  wallet: 'M4 7.5h15.5v11.5H4zM4 7.5L15.5 4v3.5M15.5 13.2h1',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17ZM12 7.5V12l3.2 2',
  pin: 'M12 3a6.8 6.8 0 0 0-6.8 6.8C5.2 15 12 21 12 21s6.8-6 6.8-11.2A6.8 6.8 0 0 0 12 3ZM12 7.5a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 0 0 0-4.6Z',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  book: 'M4.5 5c2.5-1 5-1 7.5.5c2.5-1.5 5-1.5 7.5-.5v14c-2.5-1-5-1-7.5.5c-2.5-1.5-5-1.5-7.5-.5V5ZM12 5.5v14',
  exit: 'M14 4.5H5.5v15H14M10 12h10.5M17 8l4 4-4 4',
  mail: 'M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7',
  bell: 'M12 4a5.5 5.5 0 0 0-5.5 5.5c0 4-1.5 6-2 7h15c-.5-1-2-3-2-7A5.5 5.5 0 0 0 12 4ZM10 19.5h4',
  list: 'M8.5 6h12M8.5 12h12M8.5 18h12M4 6h.5M4 12h.5M4 18h.5',
  phone: 'M7.5 3h9v18h-9zM11 18h2',
  save: 'M12 4v11M7.5 11l4.5 4.5l4.5-4.5M4.5 20h15',
  person: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8ZM4 20.5c1-4.5 4-6.5 8-6.5s7 2 8 6.5',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 3.5v4h-4',
  gift: 'M4 9h16v4H4zM5.5 13v7h13v-7M12 9v11M12 9C9 9 7.5 7.5 8 6s2.8-1.5 4 3c1.2-4.5 3.5-4.5 4-3s-1 3-4 3',
  shield: 'M12 3l7.5 3v5.5c0 4.5-3 7.5-7.5 9.5c-4.5-2-7.5-5-7.5-9.5V6L12 3ZM8.5 12l2.5 2.5l4.5-4.5',
} as const;

export type IconName = keyof typeof STROKES;

/** A style value that shows the icon as a mask. */
export function maskOf(name: IconName): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' stroke-width='1.7' stroke-linecap='round' stroke-linejoin='round'><path d='${STROKES[name]}'/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}
