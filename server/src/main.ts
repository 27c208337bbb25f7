/** One program, two modes: `start` (default; the demo, or --live) and `replay PATH`. */
import { ConfigError } from '#infra/config.ts';

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'replay') {
    const { replay } = await import('#app/replay.ts');
    return replay(args.slice(1), process.env);
  }
  const { startServer } = await import('#app/start.ts');
  return startServer(args, process.env);
}

let code = 1;
try {
  code = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
process.exit(code);
