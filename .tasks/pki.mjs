import { build } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { become } from './run-command.mjs';

// Installs, builds, and writes a throw-away PKI; arguments go to the command of packages/test-pki.
const args = process.argv.slice(2);
checkNode();
await install();
await build();
become([
  'packages/test-pki/dist/cli.js',
  ...(args.length > 0 ? args : ['examples/express/.data/pki']),
]);
