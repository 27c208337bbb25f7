/** One program, two modes: `start` (default; the demo, or --live) and `replay PATH`. */
import { ConfigError } from '#infra/config.ts';
import { MigrationRefused } from '#infra/migrate.ts';
import { PostgresUnavailable } from '#infra/postgres.ts';

/** What the operator can mend is said in words; anything else is a bug and shows where. */
function say(error: unknown): string {
  if (error instanceof ConfigError || error instanceof PostgresUnavailable || error instanceof MigrationRefused) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

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
  process.stderr.write(`${say(error)}\n`);
}
process.exit(code);
