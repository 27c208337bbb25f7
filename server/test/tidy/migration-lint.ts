/**
 * The migration lint: what SQL must obey to run unchanged on PostgreSQL and on Citus (design: ARCHITECTURE 4.3, POSTGRES 3), and what our
 * clocks and amounts ask of it. It reads the statements of server/migrations; each rule is proven with a planted violation.
 */

/** Tables spread by bucket: `bucket` is first in every primary, unique and foreign key. All others are plain or reference tables. */
const BUCKETED: Readonly<Record<string, readonly string[]>> = {
  identity: ['account', 'secret_password', 'secret_totp', 'recovery_code', 'enrolment', 'session', 'api_key', 'organisation', 'membership', 'account_role', 'approval', 'audit'],
  ledger: ['account', 'transfer', 'hold', 'idempotency_key', 'seal'],
  airdrop: ['stake', 'stake_interval', 'cohort'],
  payments: ['payment_attempt', 'refund'],
  orders: ['checkout', 'stock', 'allowance', 'orders', 'member_order'],
  infra: ['event_inbox'],
};
/** Small tables that Citus keeps whole on every node, so that bucketed ones may refer to them. */
const REFERENCE: readonly string[] = ['ledger.account_kind'];
/** Numbered by the database: the order of arrival is what the sequencer reads, and one node has it. */
const MAY_COUNT: readonly string[] = ['infra.event_inbox'];

export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
}

interface Key {
  readonly kind: 'primary key' | 'unique' | 'foreign key';
  readonly columns: readonly string[];
  readonly references?: { readonly table: string; readonly columns: readonly string[] };
}

interface Table {
  readonly name: string;
  readonly file: string;
  readonly keys: readonly Key[];
  readonly columns: readonly string[];
}

const isBucketed = (table: string): boolean => {
  const [schema = '', name = ''] = table.split('.');
  return BUCKETED[schema]?.includes(name) ?? false;
};

/** Every violation in the files, as `file: what to do`. */
export function lintMigrations(files: readonly MigrationFile[]): string[] {
  const statements = files.flatMap(({ name, sql }) => statementsOf(sql).map((text) => ({ file: name, text })));
  const tables = statements.flatMap(({ file, text }) => tableOf(file, text) ?? []);
  return [
    ...statements.flatMap(({ file, text }) => wordFaults(file, text).map((fault) => `${file}: ${fault}`)),
    ...tables.flatMap((table) => tableFaults(table).map((fault) => `${table.file}: ${table.name} ${fault}`)),
    ...statements.flatMap(({ file, text }) => indexFaults(text).map((fault) => `${file}: ${fault}`)),
  ];
}

/** Statements without comments and with string literals emptied, in lower case. */
function statementsOf(sql: string): string[] {
  const bare = sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g, (found) => (found.startsWith('-') || found.startsWith('/') ? ' ' : "''"));
  return bare.toLowerCase().split(';').map((statement) => statement.replaceAll(/\s+/g, ' ').trim()).filter(Boolean);
}

const FORBIDDEN: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(now|clock_timestamp|transaction_timestamp|statement_timestamp|timeofday) ?\(|\b(current_(timestamp|date|time)|localtime(stamp)?)\b/, 'the database tells no time: pass business or wall time as a parameter'],
  [/\b(random|gen_random_uuid|uuidv7) ?\(/, 'the database draws no lots: ids and codes are made by the application'],
  [/\bcreate (or replace )?(constraint )?trigger\b/, 'no triggers: Citus refuses them, and readers do not see them'],
  [/\bcreate (or replace )?rule\b/, 'no rules: write the statement itself'],
  [/\b(small|big)?serial\b|\bcreate sequence\b/, 'no sequences: ids come from ctx.newId(bucket)'],
  [/\b(real|float4|float8|float|double precision|money)\b/, 'no floating point: amounts are bigint or numeric(38,0)'],
  [/\btimestamp\b(?! with time zone)/, 'instants are timestamptz'],
  [/\b(json|char|varchar|serial4)\b(?! ?\()/, 'use jsonb and text'],
  [/\bdrop (table|schema|column)\b.*\bcascade\b/, 'no cascade: name what goes'],
];

function wordFaults(file: string, statement: string): string[] {
  const faults = FORBIDDEN.filter(([pattern]) => pattern.test(statement)).map(([, instead]) => instead);
  const made = /^create (?:unlogged )?table (?:if not exists )?([\w.]+)/.exec(statement)?.[1];
  if (/ as identity\b/.test(statement) && !(made !== undefined && MAY_COUNT.includes(made))) faults.push('no identity columns: ids come from ctx.newId(bucket)');
  const schema = /^\d{4}_([a-z]+)/.exec(file)?.[1] ?? '';
  const object = /^(?:create (?:unlogged )?table|alter table|drop table|create (?:or replace )?(?:function|view)|insert into|update|delete from) (?:if (?:not )?exists )?(?:only )?([\w.]+)/.exec(statement)?.[1]
    ?? /^create (?:unique )?index (?:.*? )?on (?:only )?([\w.]+)/.exec(statement)?.[1];
  if (object !== undefined && !object.startsWith(`${schema}.`)) faults.push(`${object}: a migration of ${schema} names only things of the schema ${schema}, with its name`);
  return faults;
}

function tableOf(file: string, statement: string): Table | undefined {
  const [, name, body] = /^create (?:unlogged )?table (?:if not exists )?([\w.]+) \((.*)\)[^()]*(?:\([^()]*\))?$/.exec(statement) ?? [];
  if (name === undefined || body === undefined) return undefined;
  const parts = splitTop(body);
  const columns = parts.filter((part) => !/^(primary key|unique|foreign key|check|constraint|exclude|like)\b/.test(part)).map((part) => part.split(' ')[0] ?? '');
  return { name, file, keys: parts.flatMap(keysOf), columns };
}

/** Splits at commas outside parentheses. */
function splitTop(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  `${body},`.split('').forEach((char, index) => {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (char !== ',' || depth > 0) return;
    parts.push(body.slice(from, index).trim());
    from = index + 1;
  });
  return parts;
}

const list = (columns: string | undefined): string[] => (columns ?? '').split(',').map((column) => column.trim()).filter(Boolean);

/** The keys that one line of a table's definition declares, for one column or as a constraint. */
function keysOf(line: string): Key[] {
  const part = line.replace(/^constraint \w+ /, '');
  const [, table, referenced] = /\breferences ([\w.]+) ?(?:\(([^)]*)\))?/.exec(part) ?? [];
  const references = table === undefined ? undefined : { table, columns: list(referenced) };
  const [, kind, columns] = /^(primary key|unique|foreign key) ?(?:nulls not distinct )?\(([^)]*)\)/.exec(part) ?? [];
  if (kind === 'foreign key' && references) return [{ kind, columns: list(columns), references }];
  if (kind === 'primary key' || kind === 'unique') return [{ kind, columns: list(columns) }];
  const column = part.split(' ')[0] ?? '';
  return [
    ...(/\bprimary key\b/.test(part) ? [{ kind: 'primary key' as const, columns: [column] }] : []),
    ...(/\bunique\b/.test(part) ? [{ kind: 'unique' as const, columns: [column] }] : []),
    ...(references ? [{ kind: 'foreign key' as const, columns: [column], references }] : []),
  ];
}

function tableFaults({ name, keys, columns }: Table): string[] {
  const bucketed = isBucketed(name);
  if (bucketed && columns[0] !== 'bucket') return ['is spread by bucket: its first column is bucket int not null'];
  const faults: string[] = [];
  if (!bucketed && keys.some(({ kind, columns: [first] }) => kind === 'primary key' && first === 'bucket')) faults.push('is not listed as spread by bucket: list it in migration-lint.ts (ARCHITECTURE 4.3), or leave the bucket out');
  if (!keys.some(({ kind }) => kind === 'primary key')) faults.push('has no primary key');
  for (const { kind, columns: [first], references } of keys) {
    if (references) {
      if (isBucketed(references.table)) {
        if (!bucketed) faults.push(`refers to ${references.table}: a plain table cannot refer to one that is spread by bucket`);
        else if (first !== 'bucket' || references.columns[0] !== 'bucket') faults.push(`refers to ${references.table} without the bucket first`);
      } else if (bucketed && !REFERENCE.includes(references.table)) faults.push(`refers to the plain table ${references.table}: a table spread by bucket refers to others in its bucket or to reference tables`);
    } else if (bucketed && first !== 'bucket') faults.push(`has a ${kind} that does not begin with bucket`);
  }
  return faults;
}

function indexFaults(statement: string): string[] {
  const [, table, columns] = /^create unique index (?:.*? )?on (?:only )?([\w.]+) (?:using \w+ )?\(([^)]*)\)/.exec(statement) ?? [];
  return table !== undefined && isBucketed(table) && list(columns)[0] !== 'bucket' ? [`${table} has a unique index that does not begin with bucket`] : [];
}
