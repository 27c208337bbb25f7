/**
 * What routes take and answer, compiled when a route is first called. There are several hundred routes: compiling all of them at once was three quarters of
 * what the app costs to assemble, at every start and in every test, and most are not called for hours.
 */
import ajvCompiler, { type Options } from '@fastify/ajv-compiler';
import jsonCompiler from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';

/** Fastify's own compiler of what routes take, made lazy. */
export function lazyValidators(customOptions: Options): FastifySchemaCompiler<unknown> {
  const compile = ajvCompiler()({}, { customOptions }) as FastifySchemaCompiler<unknown>;
  return (route) => {
    let compiled: ReturnType<typeof compile> | undefined;
    const validate: ReturnType<typeof compile> = (data) => {
      compiled ??= compile(route);
      const valid = compiled(data);
      validate.errors = compiled.errors ?? null;
      return valid;
    };
    return validate;
  };
}

/** Fastify's own compiler of what routes answer, made lazy. */
export function lazySerializers(): FastifySerializerCompiler<unknown> {
  const compile = jsonCompiler()({}, {}) as FastifySerializerCompiler<unknown>;
  return (route) => {
    let compiled: ReturnType<typeof compile> | undefined;
    return (answer) => (compiled ??= compile(route))(answer);
  };
}
