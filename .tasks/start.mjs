import { randomBytes } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { capture, fail, runTogether } from './run-command.mjs';
import { root } from './workspace.mjs';

// Installs, builds, and starts the reference vendor and the simulator of the platform, wired to each
// other; with --mtls over mutual TLS.
const { values: options } = parseArgs({ options: { mtls: { type: 'boolean', default: false } } });
checkNode();
await install();
await build();

const host = '127.0.0.1';
const { PORT: vendorPort = '3000', SIMULATOR_PORT: simulatorPort = '4000' } = process.env;
const scheme = options.mtls ? 'https' : 'http';
const vendorUrl = `${scheme}://${host}:${vendorPort}`;
const platformUrl = `${scheme}://${host}:${simulatorPort}`;
const realm = process.env['SSO_METHOD'] === 'psc' ? 'auth/realms/esante-wallet' : 'realms/sas';
const data = join(root, 'examples/express/.data');
const staffPassword = process.env['STAFF_PASSWORD'] || randomBytes(9).toString('base64url');
mkdirSync(data, { recursive: true });
const pki = options.mtls ? await findPki(join(data, 'pki')) : undefined;

await runTogether([
  {
    args: ['examples/express/dist/main.js'],
    environment: {
      PORT: vendorPort,
      STAFF_PASSWORD: staffPassword,
      SSO_ISSUER: `${platformUrl}/${realm}`,
      PLATFORM_FHIR_URL: `${platformUrl}/fhir`,
      LOG_LEVEL: 'warn',
      ...(pki && toVendorEnvironment(pki)),
      ...given(['SSO_ISSUER', 'PLATFORM_FHIR_URL', 'LOG_LEVEL']),
    },
  },
  {
    args: [
      'packages/simulator/dist/cli.js',
      ...['--vendor', `${vendorUrl}/fhir`, '--port', simulatorPort],
      ...['--data', join(data, options.mtls ? 'platform-mtls.json' : 'platform.json')],
      ...(pki ? ['--mtls', pki] : []),
    ],
  },
]);
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

/** The throw-away PKI of the demo, written anew before its revocation lists are past their date. */
async function findPki(folder) {
  const age =
    Date.now() - (statSync(join(folder, 'ca-crl.pem'), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age < 20 * 86_400_000) return folder;
  const { status, output } = await capture(process.execPath, [
    ...['packages/test-pki/dist/cli.js', folder, '--force'],
  ]);
  if (status !== 0) fail('The throw-away PKI could not be written.', output);
  return folder;
}

function toVendorEnvironment(folder) {
  const file = (name) => join(folder, `${name}.pem`);
  return {
    TLS_CERT: file('server'),
    TLS_KEY: file('server-key'),
    TLS_CA: file('ca'),
    TLS_CRL: file('ca-crl'),
    // Whom sas-sos-pki names the platform.
    CLIENT_CN: 'sas-platform-test',
    CLIENT_OU: '300000000000000',
    PLATFORM_CERT: file('vendor'),
    PLATFORM_KEY: file('vendor-key'),
    PLATFORM_CA: file('ca'),
    // For the identity provider, which is called without a certificate of ours.
    NODE_EXTRA_CA_CERTS: file('ca'),
  };
}

/** What whoever started it chose. */
function given(names) {
  return Object.fromEntries(
    names.filter((name) => process.env[name]).map((name) => [name, process.env[name]]),
  );
}
