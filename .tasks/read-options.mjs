// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Reads the options of a command. `--help` ends it with the comment at the head of its file; an
 * option that it does not know ends it too, with status 2.
 *
 * @template {import('node:util').ParseArgsConfig} Config
 * @param {string} url `import.meta.url` of the command
 * @param {Config} config
 * @returns {ReturnType<typeof parseArgs<Config>>}
 */
export function readOptions(url, config) {
  if (process.argv.slice(2).includes('--help')) {
    console.log(readUsage(url));
    process.exit();
  }
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${readUsage(url)}`);
    process.exit(2);
  }
}

/** @param {string} url */
function readUsage(url) {
  const lines = readFileSync(fileURLToPath(url), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith('// ') && line !== '// @ts-check');
  const length = lines.slice(start).findIndex((line) => !line.startsWith('//'));
  const comment = lines.slice(start, start + length);
  return comment.map((line) => line.replace(/^\/\/ ?/, '')).join('\n');
}
