/**
 * Business time as the server keeps it: wall time plus an offset that only grows (demo and tests move it).
 * Days and hours are those of Asia/Shanghai, wherever the browser stands.
 */
import { computed, onScopeDispose, reactive, ref } from 'vue';

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

const clock = reactive({ offsetMs: 0, known: false });

/** Sets business time from what the server just answered. */
export function setBusinessTime(instant: string): void {
  clock.offsetMs = Date.parse(instant) - Date.now();
  clock.known = true;
}

/** Business time in ms, moving every second while the caller lives. */
export function useBusinessTime() {
  const wall = ref(Date.now());
  const timer = setInterval(() => { wall.value = Date.now(); }, 1000);
  onScopeDispose(() => clearInterval(timer));
  return {
    known: computed(() => clock.known),
    nowMs: computed(() => wall.value + clock.offsetMs),
    today: computed(() => dayAt(wall.value + clock.offsetMs)),
  };
}

/** The business day "YYYY-MM-DD" that holds the instant. */
export function dayAt(ms: number): string {
  return new Date(ms + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** The day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** An instant as "YYYY-MM-DD HH:mm:ss" of Asia/Shanghai. */
export function clockText(ms: number): string {
  return new Date(ms + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** An instant as "YYYY-MM-DD HH:mm" of Asia/Shanghai; an en dash for none. */
export function timeText(instant: string | null | undefined): string {
  if (instant === null || instant === undefined) return '–';
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? '–' : clockText(ms).slice(0, 16);
}
