import { build } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { become } from './run-command.mjs';

// Installs, builds, and runs the chaos run; arguments go to it.
checkNode();
await install();
await build();
become(['test/chaos/run.mjs', ...process.argv.slice(2)]);
