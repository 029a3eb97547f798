import { join } from 'node:path';
import { capture, cleanEnvironment } from './run-command.mjs';
import { listPackages, root } from './workspace.mjs';

// Type-checks every package; those it stands on must have been built.
const packages = listPackages().filter(({ manifest }) => manifest.scripts?.types);
let next = 0;

/** Two at a time, and all of them whatever comes out of the first. */
async function work() {
  for (let each = packages[next++]; each; each = packages[next++]) {
    const { folder, manifest } = each;
    const { status, output } = await capture(manifest.scripts.types, [], {
      cwd: join(root, folder),
      env: cleanEnvironment(folder),
      shell: true,
    });
    if (status === 0) continue;
    console.error(`${folder}\n${output.trim()}`);
    process.exitCode = 1;
  }
}

await Promise.all([work(), work()]);
