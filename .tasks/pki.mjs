import { spawnSync } from 'node:child_process';

// Writes a test PKI, by default to the folder of `npm run start:mtls`; passes its arguments on.
const args = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  ['packages/test-pki/dist/cli.js', ...(args.length > 0 ? args : ['examples/express/.data/pki'])],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
