/**
 * Renders the versions of the documents that members agree to for the storefront, which shows their texts and names what it showed. `npm run generate`
 * runs it; the result is committed, and a test fails when it is stale.
 */
import { DOCUMENTS, versionsOf } from '../server/src/modules/members/index.ts';

/** The generated file by its path. */
export function renderDocuments(): Record<string, string> {
  const lines = Object.entries(versionsOf(DOCUMENTS)).map(([name, version]) => `  ${name}: '${version}',\n`);
  return {
    'sdk/src/documents.ts': `/** Generated from server/src/modules/members/documents.json by tools/documents.ts; do not edit. */\nexport const DOCUMENT_VERSIONS = {\n${lines.join('')}} as const;\n`,
  };
}
