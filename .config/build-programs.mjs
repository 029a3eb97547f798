import { spawnSync } from 'node:child_process';

/** Builds the programs that tests run. */
export function setup() {
  const { status } = spawnSync(process.execPath, ['.tasks/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed');
}
