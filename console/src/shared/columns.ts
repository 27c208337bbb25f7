/** Columns of a list: what a cell shows, what it says in an export, and which are on. */
import { computed, type Ref, ref, type VNodeChild, watch } from 'vue';

export interface ListColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly width?: number;
  readonly minWidth?: number;
  readonly align?: 'right' | 'center';
  /** Stays in sight when the list is wider than the screen. */
  readonly fixed?: 'right';
  /** Off until chosen. */
  readonly off?: true;
  /** The cell as plain text: shown when there is no `render`, and exported. */
  readonly text: (row: Row) => string;
  readonly render?: (row: Row) => VNodeChild;
}

function readChoice(key: string): Record<string, boolean> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, on]) => [name, on === true])) : {};
  } catch {
    return {};
  }
}

/** Which columns of the list `name` are on: as declared, then as this browser chose. */
export function useColumnChoice<Row>(name: string, columns: () => readonly ListColumn<Row>[]): { chosen: Ref<string[]>; shown: Readonly<Ref<readonly ListColumn<Row>[]>> } {
  const storage = `coshop.columns.${name}`;
  const choice = ref(readChoice(storage));
  const isOn = (column: ListColumn<Row>): boolean => choice.value[column.key] ?? column.off !== true;
  watch(choice, (now) => {
    try {
      localStorage.setItem(storage, JSON.stringify(now));
    } catch {
      // Without storage the choice holds until the page is left.
    }
  });
  return {
    chosen: computed({
      get: () => columns().filter(isOn).map(({ key }) => key),
      set: (keys) => { choice.value = Object.fromEntries(columns().map(({ key }) => [key, keys.includes(key)])); },
    }),
    shown: computed(() => columns().filter(isOn)),
  };
}
