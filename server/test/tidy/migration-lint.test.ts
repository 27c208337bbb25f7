import { describe, expect, test } from 'vitest';
import { readMigrations } from '#infra/migrate.ts';
import { lintMigrations } from './migration-lint.ts';

const lint = (sql: string, name = '0020_ledger.sql'): string[] => lintMigrations([{ name, sql }]);

test('our migrations obey the rules of ARCHITECTURE 4.3 and Citus', () => {
  expect(lintMigrations(readMigrations())).toEqual([]);
});

describe('the migration lint bites', () => {
  test.each([
    ['a bucketed table without its bucket', 'create table ledger.hold (id bigint primary key);', /first column is bucket/],
    ['its primary key', 'create table ledger.hold (bucket int not null, id bigint not null, primary key (id, bucket));', /primary key that does not begin with bucket/],
    ['a key on one column', 'create table ledger.hold (bucket int not null, id bigint primary key);', /primary key that does not begin with bucket/],
    ['a unique column', 'create table ledger.hold (bucket int not null, id bigint not null unique, primary key (bucket, id));', /unique that does not begin with bucket/],
    ['a unique constraint', 'create table ledger.hold (bucket int not null, id bigint not null, primary key (bucket, id), constraint one unique (id));', /unique that does not begin/],
    ['a unique index', 'create unique index one on ledger.hold (id) where id > 0;', /unique index that does not begin/],
    ['a table spread by bucket that is not listed', 'create table ledger.note (bucket int not null, id bigint not null, primary key (bucket, id));', /ledger\.note is not listed/],
    ['no primary key', 'create table ledger.note (id bigint not null);', /has no primary key/],
    ['plain to bucketed', 'create table ledger.note (id bigint primary key, hold bigint, foreign key (hold) references ledger.hold (id));', /plain table cannot refer/],
    ['bucketed without bucket', 'create table ledger.hold (bucket int not null, id bigint not null, primary key (bucket, id), foreign key (id) references ledger.transfer (id));', /without the bucket first/],
    ['bucketed to plain', 'create table ledger.hold (bucket int not null, id bigint references ledger.note (id), primary key (bucket, id));', /refers to the plain table ledger\.note/],
    ['now()', 'create table ledger.note (id bigint primary key, at timestamptz default now());', /tells no time/],
    ['current_date', 'insert into ledger.note values (current_date);', /tells no time/],
    ['random()', 'update ledger.note set id = random();', /draws no lots/],
    ['a trigger', 'create trigger t before insert on ledger.note execute function f();', /no triggers/],
    ['a rule', 'create rule r as on insert to ledger.note do nothing;', /no rules/],
    ['bigserial', 'create table ledger.note (id bigserial primary key);', /no sequences/],
    ['an identity column', 'create table ledger.note (id bigint generated always as identity primary key);', /no identity columns/],
    ['double precision', 'create table ledger.note (id bigint primary key, amount double precision);', /no floating point/],
    ['timestamp', 'create table ledger.note (id bigint primary key, at timestamp not null);', /timestamptz/],
    ['json', 'create table ledger.note (id bigint primary key, body json);', /jsonb/],
    ['drop … cascade', 'drop table ledger.note cascade;', /no cascade/],
    ['another schema', 'create table rules.note (id bigint primary key);', /names only things of the schema ledger/],
    ['no schema', 'create index on note (id);', /names only things of the schema ledger/],
  ])('on %s', (_case, sql, message) => {
    const found = lint(sql);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
    expect(found[0]).toMatch(/^0020_ledger\.sql: /);
  });

  test('and lets through what is right, whatever words and comments say', () => {
    expect(lint(`
      create schema ledger;
      -- now() in a comment; create trigger
      create table ledger.hold (
        bucket int not null check (bucket between 0 and 1023),
        id bigint not null,
        kind smallint not null references ledger.account_kind (number),
        state text not null default 'now()' check (state in ('held', 'trigger; json')),
        primary key (bucket, id),
        unique (bucket, kind, state),
        foreign key (bucket, id) references ledger.account (bucket, id)
      ) with (fillfactor = 70);
      create unique index hold_one on ledger.hold (bucket, kind) where state = 'held';
      create index hold_state on ledger.hold (state);
      create function ledger.f() returns void language plpgsql as $$ begin perform 1; end $$;
    `)).toEqual([]);
  });
});
