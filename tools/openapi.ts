/** Renders what follows from the routes: the OpenAPI document and the types of the client. */
import openapiTypes, { astToString } from 'openapi-typescript';
import { createApp, makeModules } from '../server/src/app.ts';
import type { Infra } from '../server/src/infra/infra.ts';
import { makeGatekeeper } from '../server/src/modules/identity/index.ts';

/** The generated files of the sdk with their texts, by path from the root. */
export async function renderApi(infra: Infra): Promise<Readonly<Record<string, string>>> {
  const app = await createApp(infra, makeModules(infra).modules, { gatekeeper: makeGatekeeper(infra) });
  try {
    const document = JSON.stringify(app.http.swagger(), undefined, 1);
    const types = astToString(await openapiTypes(document));
    return { 'sdk/openapi.json': `${document}\n`, 'sdk/src/schema.d.ts': `// Generated from openapi.json by npm run generate; do not edit.\n${types}` };
  } finally {
    await app.close();
  }
}
