/** A process of the app, from its start to its death. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Message } from './worker.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
/** Many processes load the same code: they share it compiled, as those of `npm start` do. */
const CACHED = `data:text/javascript,import module from 'node:module'; module.enableCompileCache(${JSON.stringify(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)))})`;

/** The exit code of a process that lost its node number. */
export const LOST = 75;

export interface Life {
  readonly child: ChildProcess;
  /** Where it listens and which node number it has; never, when it dies before. */
  readonly ready: Promise<Message>;
  /** Resolves with the signal that ended it, or the exit code with which it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | number>;
}

/** Starts the app on a database. */
export function startLife(url: string, simulatorPort: number): Life {
  const child = fork(WORKER, [url, String(simulatorPort)], { execArgv: ['--import', CACHED], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    child,
    ready: new Promise((resolve) => child.once('message', (message: Message) => resolve(message))),
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code ?? 0))),
  };
}
