/** The member's invitation: code, link and posters drawn on the server. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { posterRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

/** The module of an app. */
export function posterModule(infra: Infra): Module {
  return { name: 'poster', routes: (http) => posterRoutes(http, infra), texts };
}
