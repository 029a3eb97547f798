// The site of the documentation. Its tools are installed when it is first built, beside the site:
// they are large, and nothing else needs them.
//   npm run docs               builds it, and shows it at http://127.0.0.1:4173
//   npm run docs -- --check    builds it only: a dead link fails
//   npm run docs -- --dev      shows it while you write, without the reference of the API
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from './read-options.mjs';
import { root } from './workspace.mjs';

const { values: options } = readOptions(import.meta.url, {
  options: {
    check: { type: 'boolean', default: false },
    dev: { type: 'boolean', default: false },
  },
});
const folder = join(root, 'docs/.vitepress');
const tools = join(folder, 'node_modules');
const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
const installed = join(tools, '.installed-lock.json');

if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
  console.log('Installing VitePress and TypeDoc beside the site');
  run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder]);
  writeFileSync(installed, lock);
}

if (options.dev) {
  tool('vitepress/bin/vitepress.js', ['dev', 'docs', '--host', '127.0.0.1']);
} else {
  rmSync(join(root, 'docs/api'), { recursive: true, force: true });
  tool('typedoc/bin/typedoc', ['--options', join(folder, 'typedoc.json')]);
  tool('vitepress/bin/vitepress.js', ['build', 'docs']);
  run(process.execPath, [join(folder, 'check-french-pages.mjs')]);
  if (!options.check) {
    tool('vitepress/bin/vitepress.js', ['preview', 'docs', '--host', '127.0.0.1']);
  }
}

function tool(file, args) {
  run(process.execPath, [join(tools, file), ...args]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
