/** Ports that another program holds: told before anything is done, in words an operator can act on. */
import { createServer } from 'node:net';
import { type Config, ConfigError } from './config.ts';

/** Throws ConfigError naming each port of this process on which it could not listen. */
export async function refuseBusyPorts({ host, port, metricsPort }: Pick<Config, 'host' | 'port' | 'metricsPort'>): Promise<void> {
  const wanted = [{ name: 'PORT', host, port }, { name: 'METRICS_PORT', host: '127.0.0.1', port: metricsPort }];
  const codes = await Promise.all(wanted.map(tryToListen));
  const problems = wanted.flatMap(({ name, host: at, port: number }, index) => explain(codes[index], `${name} ${number}`, at));
  if (problems.length > 0) throw new ConfigError(problems);
}

function explain(code: string | undefined, what: string, host: string): string[] {
  switch (code) {
    case undefined: return [];
    case 'EADDRINUSE': return [`${what} is taken by another program; stop that one, or choose another: PORT=3100 npm start`];
    case 'EACCES': return [`${what} may not be opened by this user; choose one from 1024 up and put the reverse proxy before it`];
    case 'EADDRNOTAVAIL': return [`HOST ${host} is no address of this machine`];
    default: return [`${what} cannot be opened (${code})`];
  }
}

/** The code of the error with which listening fails, if it does. */
function tryToListen({ host, port }: { host: string; port: number }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
