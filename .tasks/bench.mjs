import { build } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { become } from './run-command.mjs';

// Installs, builds, and runs the benchmark; arguments go to it.
checkNode();
await install();
await build();
become(['--expose-gc', 'test/bench/run.mjs', ...process.argv.slice(2)]);
