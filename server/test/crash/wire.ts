/**
 * The wire between a process and PostgreSQL, with a hand on it: a proxy that reads the protocol (PostgreSQL documentation, 54) and strikes at
 * chosen statements. What the process does is untouched, and so every step has the same four moments, whoever dies at them:
 * before its statement is sent; inside its transaction, with everything written and COMMIT on its way; during COMMIT, which is sent and nobody
 * waits for; and just committed, when the answer is here and the process never hears it. A statement that is its own transaction has no inside.
 */
import { createServer, createConnection, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { assert } from '#kernel/assert.ts';

export const WHENS = ['before', 'inside', 'during', 'committed'] as const;
export type When = (typeof WHENS)[number];

/** Statements that a trap waits for, by their text and the texts among their parameters. */
export interface Bait {
  readonly statement: RegExp;
  /** One of the parameters is, or contains as an element of an array, this text. */
  readonly parameter?: string;
}

export interface Trap {
  readonly bait: Bait;
  readonly when: When;
  /** Strikes when the step was committed at least this often before. */
  readonly after: number;
}

export interface Wire {
  readonly port: number;
  /** Every connection through the wire is dead to both ends from here on; new ones are welcome. */
  cut(): void;
  /** Both ends stay connected and hear nothing any more, as when a network fails; also whoever connects from here on. */
  silence(): void;
  /** How often each bait was taken and committed. */
  count(bait: Bait): number;
  close(): Promise<void>;
}

/** One message: its type (a letter, empty for the first of a connection) and its bytes with header. */
interface Message { readonly type: string; readonly bytes: Buffer }

/** Cuts a stream of bytes into messages; what is left waits for more. */
function makeReader(startsTyped: boolean): (chunk: Buffer) => Message[] {
  let rest: Buffer = Buffer.alloc(0);
  let typed = startsTyped;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const head = typed ? 1 : 0;
      if (rest.length < head + 4) return messages;
      const size = head + rest.readInt32BE(head);
      if (rest.length < size) return messages;
      messages.push({ type: typed ? String.fromCharCode(rest[0] ?? 0) : '', bytes: rest.subarray(0, size) });
      rest = rest.subarray(size);
      typed = true;
    }
  };
}

/** The text at `from` up to its zero byte, and where the next one begins. */
function textAt(bytes: Buffer, from: number): [text: string, next: number] {
  const end = bytes.indexOf(0, from);
  return [bytes.toString('utf8', from, end), end + 1];
}

/** Name of the statement that a Bind names, and its parameters as they travel. */
function readBind(bytes: Buffer): { name: string; parameters: string } {
  const [, afterPortal] = textAt(bytes, 5);
  const [name, next] = textAt(bytes, afterPortal);
  return { name, parameters: bytes.toString('latin1', next) };
}

/** What a connection is in the middle of. */
interface Connection {
  readonly client: Socket;
  readonly server: Socket;
  readonly statements: Map<string, string>;
  /** Baits taken since the transaction, or the statement, began. */
  taken: Set<Bait>;
  inTransaction: boolean;
  /** Dead: nothing passes any more. */
  dead: boolean;
  /** Answers are held until the server is ready again; then this decides what becomes of them. */
  answer: { readonly held: Buffer[]; failed: boolean; tag: string; readonly trap: Trap | undefined } | undefined;
  /** Strikes as soon as the statement is completely on its way. */
  atSync: Trap | undefined;
}

export interface WireOptions {
  /** The server's Unix socket. */
  readonly socket: string;
  /** What is counted. */
  readonly baits: readonly Bait[];
  readonly traps: readonly Trap[];
  /** Called once a trap, with the dead connection already silent. */
  strike(trap: Trap): void;
}

/** Opens the wire on a loopback port. */
export async function openWire(options: WireOptions): Promise<Wire> {
  const armed = new Set(options.traps);
  const { baits } = options;
  const counts = new Map<Bait, number>();
  const connections = new Set<Connection>();
  let silent = false;

  const strike = (connection: Connection, trap: Trap): void => {
    connection.dead = true;
    armed.delete(trap);
    if (trap.when === 'during' || trap.when === 'committed') counts.set(trap.bait, (counts.get(trap.bait) ?? 0) + 1);
    options.strike(trap);
    connection.client.destroy();
    connection.server.destroy();
  };
  const trapFor = (connection: Connection, when: When): Trap | undefined =>
    [...armed].find((trap) => trap.when === when && connection.taken.has(trap.bait) && (counts.get(trap.bait) ?? 0) >= trap.after);

  /** A statement is about to be sent. Says whether it may. */
  const mayPass = (connection: Connection, text: string, parameters: string): boolean => {
    if (/^begin/i.test(text)) {
      connection.inTransaction = true;
      connection.taken = new Set();
      return true;
    }
    if (/^rollback/i.test(text)) {
      connection.inTransaction = false;
      connection.taken = new Set();
      return true;
    }
    const commits = /^commit/i.test(text);
    if (!connection.inTransaction) connection.taken = new Set();
    if (!commits) {
      const fresh = baits.filter((bait) => bait.statement.test(text) && (bait.parameter === undefined || parameters.includes(bait.parameter)) && !connection.taken.has(bait));
      for (const bait of fresh) connection.taken.add(bait);
      const before = fresh.length > 0 ? trapFor(connection, 'before') : undefined;
      if (before) {
        strike(connection, before);
        return false;
      }
      if (connection.inTransaction) return true;
    }
    const inside = commits ? trapFor(connection, 'inside') : undefined;
    if (inside) {
      strike(connection, inside);
      return false;
    }
    connection.inTransaction = false;
    connection.atSync = trapFor(connection, 'during');
    if (!connection.atSync && connection.taken.size > 0) connection.answer = { held: [], failed: false, tag: '', trap: trapFor(connection, 'committed') };
    return true;
  };

  const fromClient = (connection: Connection, message: Message): void => {
    if (connection.dead) return;
    const { type, bytes } = message;
    if (type === 'P') {
      const [name, next] = textAt(bytes, 5);
      connection.statements.set(name, textAt(bytes, next)[0]);
    }
    if (type === 'Q' && !mayPass(connection, textAt(bytes, 5)[0], '')) return;
    if (type === 'B') {
      const { name, parameters } = readBind(bytes);
      if (!mayPass(connection, connection.statements.get(name) ?? '', parameters)) return;
    }
    if (!connection.atSync || (type !== 'Q' && type !== 'S')) {
      connection.server.write(bytes);
      return;
    }
    // What is written here reaches the server although we die: it lies in its socket.
    const trap = connection.atSync;
    connection.atSync = undefined;
    connection.dead = true;
    connection.server.write(bytes, () => strike(connection, trap));
  };

  const fromServer = (connection: Connection, message: Message): void => {
    if (connection.dead) return;
    const { answer } = connection;
    if (!answer) {
      connection.client.write(message.bytes);
      return;
    }
    answer.held.push(message.bytes);
    if (message.type === 'E') answer.failed = true;
    if (message.type === 'C') answer.tag = textAt(message.bytes, 5)[0];
    if (message.type !== 'Z') return;
    connection.answer = undefined;
    const stands = !answer.failed && answer.tag !== 'ROLLBACK';
    if (stands && answer.trap && armed.has(answer.trap)) {
      strike(connection, answer.trap);
      return;
    }
    if (stands) for (const bait of connection.taken) counts.set(bait, (counts.get(bait) ?? 0) + 1);
    connection.client.write(Buffer.concat(answer.held));
  };

  const listener: Server = createServer({ noDelay: true }, (client) => {
    const connection: Connection = {
      client, server: createConnection(options.socket), statements: new Map(), taken: new Set(), inTransaction: false, dead: silent, answer: undefined, atSync: undefined,
    };
    const { server } = connection;
    connections.add(connection);
    const requests = makeReader(false);
    const answers = makeReader(true);
    client.on('data', (chunk) => requests(chunk).forEach((message) => fromClient(connection, message)));
    server.on('data', (chunk) => answers(chunk).forEach((message) => fromServer(connection, message)));
    for (const [end, other] of [[client, server], [server, client]] as const) {
      end.on('error', () => other.destroy());
      end.on('close', () => {
        connections.delete(connection);
        if (!silent) other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  assert(address !== null && typeof address === 'object', 'a wire listens on a port');
  const cut = (): void => {
    for (const connection of connections) {
      connection.dead = true;
      connection.client.destroy();
      connection.server.destroy();
    }
  };
  return {
    port: (address satisfies AddressInfo).port, cut,
    silence() {
      silent = true;
      for (const connection of connections) connection.dead = true;
    },
    count: (bait) => counts.get(bait) ?? 0,
    async close() {
      silent = false;
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
