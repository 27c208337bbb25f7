/** The rules in force, each number with its paragraph. */
import { api, type Got } from '#shared/api.ts';

export type Parameter = Got<'/api/console/rules'>['parameters'][number];
export const findRules = () => api('get', '/api/console/rules');
