/** Until the SDK carries the generated paths, every path answers what the feature's api.ts says it does. */
type Operation = {
  parameters: { path?: Record<string, string | undefined>; query?: Record<string, string | number | undefined> };
  requestBody: { content: { 'application/json': Record<string, unknown> } };
  responses: { 200: { content: { 'application/json': unknown } } };
};
export type AnyPaths = Record<string, Record<'get' | 'post', Operation>>;
