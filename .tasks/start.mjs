// Starts the reference vendor and the platform simulator, wired to each other: from their builds,
// or with --watch from their sources, restarting each when its sources change. With --mtls, over
// mutual TLS. `npm start -- --port 3001 --simulator-port 4001` takes other ports.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readOptions } from './read-options.mjs';
import { runTogether } from './run-together.mjs';
import { root } from './workspace.mjs';

const { values: options } = readOptions(import.meta.url, {
  options: {
    mtls: { type: 'boolean', default: false },
    port: { type: 'string' },
    'simulator-port': { type: 'string' },
    watch: { type: 'boolean', default: false },
  },
});

const host = '127.0.0.1';
const { PORT = '3000', SIMULATOR_PORT = '4000' } = process.env;
const { port: vendorPort = PORT, 'simulator-port': simulatorPort = SIMULATOR_PORT } = options;
await requireFree(vendorPort, { variable: 'PORT', option: '--port' });
await requireFree(simulatorPort, { variable: 'SIMULATOR_PORT', option: '--simulator-port' });
const scheme = options.mtls ? 'https' : 'http';
const vendorUrl = `${scheme}://${host}:${vendorPort}`;
const platformUrl = `${scheme}://${host}:${simulatorPort}`;
const realm = process.env['SSO_METHOD'] === 'psc' ? 'auth/realms/esante-wallet' : 'realms/sas';
const data = join(root, 'examples/express/.data');
const staffPassword = process.env['STAFF_PASSWORD'] || randomBytes(9).toString('base64url');
const fromSources = options.watch ? { NODE_OPTIONS: '--conditions=@sas-sos/source' } : {};
mkdirSync(data, { recursive: true });
const pki = options.mtls ? findPki(join(data, 'pki')) : undefined;

console.log('Starting the vendor and the platform');
await runTogether(
  [
    {
      args: toProgram('examples/express', 'main'),
      environment: {
        PORT: vendorPort,
        STAFF_PASSWORD: staffPassword,
        SSO_ISSUER: `${platformUrl}/${realm}`,
        PLATFORM_FHIR_URL: `${platformUrl}/fhir`,
        LOG_LEVEL: 'warn',
        ...fromSources,
        ...(pki && toVendorEnvironment(pki)),
        ...given(['SSO_ISSUER', 'PLATFORM_FHIR_URL', 'LOG_LEVEL']),
      },
    },
    {
      args: [
        ...toProgram('packages/simulator', 'cli'),
        ...['--vendor', `${vendorUrl}/fhir`, '--port', simulatorPort],
        ...['--data', join(data, options.mtls ? 'platform-mtls.json' : 'platform.json')],
        ...(pki ? ['--mtls', pki] : []),
      ],
      environment: fromSources,
    },
  ],
  // Shows the messages of tsx about restarts.
  { isShown: (line) => options.watch && line.includes('[tsx]') },
);
console.log(
  [
    '',
    `  regulator's search   ${platformUrl}/`,
    `  vendor's staff       ${vendorUrl}/staff/regulators   (secretariat, ${staffPassword})`,
    `  exchanges            ${platformUrl}/exchanges`,
    ...(pki
      ? ['', `  The browser trusts both once it knows the authority ${join(pki, 'ca-root.pem')}`]
      : []),
    '',
  ].join('\n'),
);

/** Ends with a sentence if a port cannot be listened on, before anything is started. */
async function requireFree(port, { variable, option }) {
  const server = createServer();
  const error = await new Promise((resolve) => {
    server.once('error', resolve);
    try {
      server.listen(Number(port), host, () => server.close(() => resolve(undefined)));
    } catch (invalid) {
      resolve(invalid);
    }
  });
  if (!error) return;
  const why = error.code === 'EADDRINUSE' ? 'something else listens there' : error.code;
  const other = `${variable}=${Number(port) + 1 || 3001} npm start, or npm start -- ${option} ${Number(port) + 1 || 3001}`;
  console.error(`Port ${port} (${variable}) cannot be used: ${why}. Take another: ${other}`);
  process.exit(1);
}

/** Returns the Node arguments of a program: its build, or its sources with restarts. */
function toProgram(folder, name) {
  return options.watch
    ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', `${folder}/src/${name}.ts`]
    : [`${folder}/dist/${name}.js`];
}

/** Finds the demo's test PKI, rewritten before its revocation lists expire. */
function findPki(folder) {
  const lists = statSync(join(folder, 'ca-crl.pem'), { throwIfNoEntry: false });
  if (Date.now() - (lists?.mtimeMs ?? 0) < 20 * 86_400_000) return folder;
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'packages/test-pki/dist/cli.js'), folder, '--force'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0) process.exit(1);
  return folder;
}

function toVendorEnvironment(folder) {
  const file = (name) => join(folder, `${name}.pem`);
  return {
    TLS_CERT: file('server'),
    TLS_KEY: file('server-key'),
    TLS_CA: file('ca'),
    TLS_CRL: file('ca-crl'),
    // Subject of the platform's certificate from sas-sos-pki.
    CLIENT_CN: 'sas-platform-test',
    CLIENT_OU: '300000000000000',
    PLATFORM_CERT: file('vendor'),
    PLATFORM_KEY: file('vendor-key'),
    PLATFORM_CA: file('ca'),
    // For the identity provider, which is called without a client certificate.
    NODE_EXTRA_CA_CERTS: file('ca'),
  };
}

/** Returns those of the variables that are set. */
function given(names) {
  return Object.fromEntries(
    names.filter((name) => process.env[name]).map((name) => [name, process.env[name]]),
  );
}
