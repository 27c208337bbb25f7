/** What a role's part of the console brings: its pages, and its menu in groups. */
import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';

export interface NavItem {
  readonly path: string;
  /** Key in the texts, below `nav`. */
  readonly text: string;
  readonly icon: Component;
  /** The letter after g. */
  readonly key: string;
  /** Shown to whoever holds one of these acts; to everyone when absent. */
  readonly acts?: readonly string[];
}
export interface NavGroup { readonly text: string | null; readonly items: readonly NavItem[] }
export interface RolePart { readonly routes: readonly RouteRecordRaw[]; readonly nav: readonly NavGroup[] }
