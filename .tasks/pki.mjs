import { spawnSync } from 'node:child_process';

// Writes a throw-away PKI, by default where `npm run start:mtls` keeps its own; arguments go to the command.
const args = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  ['packages/test-pki/dist/cli.js', ...(args.length > 0 ? args : ['examples/express/.data/pki'])],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
