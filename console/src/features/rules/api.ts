/** The rules in force, each number with its paragraph. */
import { api, type Got } from '#shared/api.ts';

export type Parameter = Got<'/api/console/rules'>['parameters'][number];
export type Preset = Got<'/api/console/economy/presets'>['items'][number];
export const listPresets = async () => (await api('get', '/api/console/economy/presets')).items;
export const findRules = () => api('get', '/api/console/rules');
