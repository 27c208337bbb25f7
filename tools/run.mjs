/**
 * `node tools/run.mjs FILE.ts [ARGS]` runs a TypeScript program of ours on Node 24, in the shop's time zone and with compiled code cached.
 * Under npm the running Node is already npm's 24, and the program runs in this very process: signals, exit code and a kill need no passing on.
 */
import { spawn } from 'node:child_process';
import module from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findNode, NEEDED_MAJOR, ROOT } from './node.mjs';

const [file, ...args] = process.argv.slice(2);
const program = resolve(file);
process.env.TZ = 'Asia/Shanghai';
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules', '.cache', 'node');

if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) {
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
} else {
  runOn(findNode());
}

/** Started from an older Node by hand: a child in a group of its own gets each signal once, and ends by itself when we are killed. */
function runOn(node) {
  const endWithParent = 'data:text/javascript,process.on("disconnect",()=>process.kill(process.pid,"SIGTERM"));process.channel.unref()';
  const child = spawn(node, ['--import', endWithParent, program, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], detached: true });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${node} cannot be started (${error.message}). Install Node ${NEEDED_MAJOR} (https://nodejs.org) and try again.\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
