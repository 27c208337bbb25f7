/** The rules in force, each number with its paragraph. */
import { api } from '#shared/api.ts';

export interface Parameter { readonly key: string; readonly title: string; readonly unit: string; readonly value: string; readonly paragraph: string }
export interface RuleVersion { readonly version: number; readonly pack: string; readonly hash: string; readonly effectiveFrom: string; readonly installedAt: string; readonly installedBy: string | null }
export interface Rules { readonly version: number; readonly pack: string; readonly parameters: readonly Parameter[]; readonly names: Readonly<Record<string, string>>; readonly versions: readonly RuleVersion[] }

export const findRules = () => api('get', '/api/console/rules') as Promise<Rules>;
