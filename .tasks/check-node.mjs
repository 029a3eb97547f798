import { rootManifest } from './workspace.mjs';

/** Ends the process with one sentence when this Node is older than the repository needs. */
export function checkNode() {
  const wanted = /\d+\.\d+/.exec(rootManifest.engines.node)[0];
  const [major, minor] = wanted.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  console.error(`Node ${wanted} or newer is needed; this is Node ${process.versions.node}.`);
  process.exit(1);
}
