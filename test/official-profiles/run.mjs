// Validates what the SDK sends against the official profiles:
//   node test/official-profiles/run.mjs <folder of the profiles and their validator> [vitest options]
// The folder is copied first, its own dependencies are installed into the copy.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = path.resolve(process.argv[2] ?? '.');
if (!existsSync(path.join(source, 'validate.mjs'))) {
  console.error(`no official profiles in ${source}`);
  process.exit(2);
}
const fingerprint = createHash('sha256')
  .update(source)
  .update(readFileSync(path.join(source, 'package-lock.json')))
  .update(readFileSync(path.join(source, 'validate.mjs')))
  .digest('hex')
  .slice(0, 12);
const copy = path.join(tmpdir(), `sas-sos-fhir-${fingerprint}`);
if (!existsSync(copy)) {
  const unfinished = `${copy}.${process.pid}`;
  cpSync(source, unfinished, {
    recursive: true,
    filter: (file) => !file.includes('node_modules') && !file.endsWith('.cache'),
  });
  run('chmod', ['-R', 'u+w', unfinished], root);
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], unfinished);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
}
run('node', ['validate.mjs', '--setup'], copy);
process.env.OFFICIAL_FHIR_DIR = copy;
run(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    '.config/vitest.official.config.mjs',
    ...process.argv.slice(3),
  ],
  root,
);

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
