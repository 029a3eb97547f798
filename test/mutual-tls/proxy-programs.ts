import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:tls';
import { findUnprivilegedUser } from '../postgres/unprivileged-user.mjs';

/** Values for the configuration of a proxy. */
export interface ProxySettings {
  /** Folder of `server.pem`, `server-key.pem`, `server-and-key.pem`, `ca.pem` and `ca-crl.pem`. */
  readonly folder: string;
  readonly port: number;
  readonly backendPort: number;
  readonly secret: string;
}

/** A proxy that a test can start. */
export interface ProxyProgram {
  readonly name: 'nginx' | 'haproxy' | 'apache';
  /** Its configuration in `docs/proxies`. */
  readonly configuration: string;
  /** Finds the program; `undefined` if it is not installed. */
  find(): string | undefined;
  /** Writes the other files that it needs, and returns its arguments. */
  prepare(configuration: string, folder: string): readonly string[];
}

const user = findUnprivilegedUser();
const isRoot = user !== undefined;
const read = (name: string) =>
  readFileSync(new URL(`../../docs/proxies/${name}`, import.meta.url), 'utf8');

function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

const apacheModules = '/usr/lib/apache2/modules';

export const proxyPrograms: readonly ProxyProgram[] = [
  {
    name: 'nginx',
    configuration: read('nginx.conf'),
    find: () => findProgram('nginx'),
    prepare(configuration, folder) {
      // The context from Debian's nginx.conf.
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
        .join('\n');
      const main = `${isRoot ? 'user root;' : ''}
pid ${folder}/nginx.pid;
error_log stderr;
daemon off;
worker_processes 1;
events {}
http {
access_log off;
${temporary}
${configuration}}
`;
      writeFileSync(join(folder, 'nginx.conf'), main);
      return ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
    },
  },
  {
    name: 'haproxy',
    configuration: read('haproxy.cfg'),
    find: () => findProgram('haproxy'),
    prepare(configuration, folder) {
      const own = configuration.replace(/^ {2}(user|group) haproxy\n/gm, (line) =>
        isRoot ? line : '',
      );
      writeFileSync(join(folder, 'haproxy.cfg'), own);
      return ['-db', '-f', join(folder, 'haproxy.cfg')];
    },
  },
  {
    name: 'apache',
    configuration: read('apache.conf'),
    find: () => (existsSync(apacheModules) ? findProgram('apache2') : undefined),
    prepare(configuration, folder) {
      const modules = ['mpm_event', 'authz_core', 'ssl', 'headers', 'proxy', 'proxy_http'];
      const [, port = ''] = /<VirtualHost (\S+)>/.exec(configuration) ?? [];
      // The context from Debian's apache2.conf and `a2enmod`.
      const main = `ServerRoot "${folder}"
DefaultRuntimeDir "${folder}"
PidFile "${folder}/apache.pid"
ErrorLog "${folder}/apache.log"
${user ? `User #${user.uid}\nGroup #${user.gid}` : ''}
${modules.map((name) => `LoadModule ${name}_module ${apacheModules}/mod_${name}.so`).join('\n')}
ServerName localhost
Listen ${port}
${configuration}`;
      writeFileSync(join(folder, 'apache.conf'), main);
      return ['-D', 'FOREGROUND', '-f', join(folder, 'apache.conf')];
    },
  },
];

/** Replaces the values of the guide with those of the test. */
export function fillIn(configuration: string, settings: ProxySettings): string {
  const { folder, port, backendPort, secret } = settings;
  const values: readonly (readonly [RegExp, string])[] = [
    [/^ *listen \[::\]:443 .*\n/gm, ''],
    [/(\s|\*:|\s:)443\b/g, `$1${port}`],
    [/127\.0\.0\.1:3000/g, `127.0.0.1:${backendPort}`],
    [/\/etc\/agenda\//g, `${folder}/`],
    [/\/var\/log\/\w+\//g, `${folder}/`],
    [/replace-by-a-secret-of-your-own/g, secret],
    [/agenda\.example/g, 'localhost'],
  ];
  return values
    .reduce((text, [from, to]) => text.replace(from, to), configuration)
    .replace(`listen ${port} `, `listen 127.0.0.1:${port} `)
    .replace(`bind :${port} `, `bind 127.0.0.1:${port} `)
    .replace(`*:${port}`, `127.0.0.1:${port}`);
}

/** Starts a proxy, and waits until it ends TLS. `log`: all that it wrote so far. */
export async function startProxy(
  program: ProxyProgram,
  settings: ProxySettings,
): Promise<AsyncDisposable & { log(): string }> {
  const { folder, port } = settings;
  const command = program.find();
  if (command === undefined) throw new Error(`${program.name} is not installed`);
  const args = program.prepare(fillIn(program.configuration, settings), folder);
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const ended = once(child, 'close');
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`${program.name} ended: ${complaint}`);
    await delay(25);
  }
  return {
    log: () => {
      const files = readdirSync(folder).filter((name) => name.endsWith('.log'));
      const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'));
      return [output, complaint, ...texts].join('\n');
    },
    [Symbol.asyncDispose]: () => stop(child, ended),
  };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Finds a port that no process listens on. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}
