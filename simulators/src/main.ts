/** Runs the simulators as a child of a demo server; ends with it. */
import { makeSimulators } from './server.ts';
import { readIdentity } from './wechat/identity.ts';

const PORT_TRIES = 20;
const PORT_WAIT_MS = 250;

const { SIMULATOR_PORT = '3002', SERVER_URL = 'http://127.0.0.1:3000', SIMULATOR_SECRET, SIMULATOR_DATA, PAY_BASE = SERVER_URL, WECHAT_IDENTITY } = process.env;
if (SIMULATOR_SECRET === undefined) throw new Error('SIMULATOR_SECRET is what both sides sign with; the server sets it');

const identity = WECHAT_IDENTITY === undefined ? undefined : readIdentity(WECHAT_IDENTITY);
const simulators = await makeSimulators({
  secret: SIMULATOR_SECRET, serverUrl: SERVER_URL, dataDir: SIMULATOR_DATA, wechat: identity && { identity, payBase: PAY_BASE },
});
await listen();
void simulators.notifyAll();

/** The child of a server killed a moment ago may hold the port until it notices. */
async function listen(): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await simulators.http.listen({ port: Number(SIMULATOR_PORT), host: '127.0.0.1' });
      return;
    } catch (error) {
      if (tries === PORT_TRIES || !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
      await new Promise((resume) => setTimeout(resume, PORT_WAIT_MS));
    }
  }
}

const parent = process.ppid;
// A server killed with -9 cannot stop its child: an orphan has another parent.
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 1_000).unref();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void simulators.close().then(() => process.exit(0)));
