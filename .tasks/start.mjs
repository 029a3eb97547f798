import { build } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { become } from './run-command.mjs';

// Installs, builds, and starts the reference vendor on its demo agenda.
checkNode();
await install();
await build();
become(['examples/express/dist/main.js', ...process.argv.slice(2)]);
