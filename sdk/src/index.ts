export { createClient } from './client.ts';
export type { Answer, ApiRequest, ApiResponse, Client, Transport } from './client.ts';
export { ApiError, refusalOf } from './error.ts';
export type { RefusalBody } from './error.ts';
export { DOCUMENT_VERSIONS } from './documents.ts';
export { addAtoms, compact, exact, group, isSome, percent, points, shares, show, timesAtoms, yuan } from './format.ts';
export type { CountUnits, Shown, Unit } from './format.ts';
export type { paths } from './schema.d.ts';
export { type FetchOptions, fetchTransport } from './fetch.ts';
