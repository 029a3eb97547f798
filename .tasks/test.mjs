import { build } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { become } from './run-command.mjs';

// Installs, builds, and runs the tests; arguments go to vitest: `npm test -- packages/core`.
checkNode();
await install();
await build();
become([
  'node_modules/vitest/vitest.mjs',
  'run',
  '--config=.config/vitest.config.mjs',
  ...process.argv.slice(2),
]);
