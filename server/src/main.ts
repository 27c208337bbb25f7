/** One program: `start` (default; the demo, or --live), `replay PATH`, and for operators `backup`, `restore` and `doctor`. */
import { BackupRefused } from '#app/backup/format.ts';
import { ConfigError } from '#infra/config.ts';
import { DiskUnusable } from '#infra/disk.ts';
import { MigrationRefused } from '#infra/migrate.ts';
import { Outage } from '#infra/outage.ts';
import { PostgresUnavailable } from '#infra/postgres.ts';

const FOR_OPERATORS = [ConfigError, PostgresUnavailable, MigrationRefused, DiskUnusable, Outage, BackupRefused];

const USAGE = `npm run coshop -- COMMAND

  backup [PATH]                   copies the whole shop into a new folder, also while it runs. PATH is that folder, or an existing one to put it
                                  into; without PATH it comes to stand in the present folder. Whether it is whole: sha256sum -c SHA256SUMS
  restore PATH --data-dir FOLDER  makes the shop of a backup in FOLDER, which must be empty. DATA_DIR says the same. With DATABASE_URL the
                                  tables go into that database, which must be new
  doctor                          looks whether everything is in order and says what to do; changes nothing. Ends with 1 when something failed
  start [--live]                  what npm start does
  replay PATH                     plays a history of the share-value fund

The settings of npm start (DATA_DIR, DATABASE_URL, SECRET_KEY …) hold for every command; --live stands for a live shop.
`;

/** What the operator can mend is said in words; anything else is a bug and shows where. */
function say(error: unknown): string {
  if (FOR_OPERATORS.some((known) => error instanceof known)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main([mode, ...rest]: readonly string[]): Promise<number> {
  switch (mode) {
    case 'replay': return (await import('#app/replay.ts')).replay(rest, process.env);
    case 'backup': return (await import('#app/backup/backup.ts')).backup(rest, process.env);
    case 'restore': return (await import('#app/backup/restore.ts')).restore(rest, process.env);
    case 'doctor': return (await import('#app/doctor.ts')).doctor(rest, process.env);
    case 'start': return (await import('#app/start.ts')).startServer(rest, process.env);
    case undefined:
    case '--live': return (await import('#app/start.ts')).startServer(process.argv.slice(2), process.env);
    default:
      (mode === '--help' || mode === 'help' ? process.stdout : process.stderr).write(mode === '--help' || mode === 'help' ? USAGE : `There is no command ${mode}.\n\n${USAGE}`);
      return mode === '--help' || mode === 'help' ? 0 : 2;
  }
}

let code = 1;
try {
  code = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${say(error)}\n`);
}
process.exit(code);
