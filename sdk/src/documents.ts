/** Generated from server/src/modules/members/documents.json by tools/documents.ts; do not edit. */
export const DOCUMENT_VERSIONS = {
  terms: '2026-11-23',
  privacy: '2026-11-23',
} as const;
