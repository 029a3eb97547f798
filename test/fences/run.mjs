// @ts-check
// `npm run fences` compiles every `ts` fence of the pages and of the documentation comments, as a
// reader would.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from '../../.tasks/read-options.mjs';
import { checkFences } from './check-fences.mjs';
import { findCommentFences, findMarkdownFences } from './find-fences.mjs';

readOptions(import.meta.url, {});
const root = fileURLToPath(new URL('../../', import.meta.url));
const notOurs = /^(node_modules|dist|\.data|\.vitepress)$/;
/** Written by `npm run docs`, out of the comments that are read anyway. */
const written = join('docs', 'api');

/**
 * @param {string} folder
 * @returns {string[]} all files below it, as paths from the root.
 */
function listFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (path === written) return [];
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

/** @param {string} file in a package. */
function nameOfPackage(file) {
  const [packages = '', folder = ''] = file.split(sep);
  return JSON.parse(readFileSync(join(root, packages, folder, 'package.json'), 'utf8')).name;
}

const files = ['README.md', 'README.fr.md', ...['docs', 'examples', 'packages'].flatMap(listFiles)];
const pages = files
  .filter((file) => /\.md$|^packages[/\\][^/\\]+[/\\]src[/\\].*\.ts$/.test(file))
  .map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    try {
      const fences = file.endsWith('.md')
        ? findMarkdownFences(text)
        : findCommentFences(text, nameOfPackage(file));
      return { file, fences };
    } catch (error) {
      console.error(`${file}:${error instanceof Error ? error.message : error}`);
      return process.exit(1);
    }
  })
  .filter(({ fences }) => fences.length > 0);

const problems = checkFences(pages);
for (const { file, line, message } of problems) {
  console.error(`${relative(process.cwd(), join(root, file))}:${line} ${message}`);
}
const count = pages.reduce((sum, { fences }) => sum + fences.length, 0);
console.log(`${count} fences in ${pages.length} files, ${problems.length} errors`);
if (problems.length > 0 || count === 0) process.exitCode = 1;
