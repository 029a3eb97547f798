// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Reads the options of a command. `--help` prints the comment at the head of its file, and exits;
 * so does a wrong option, with status 2.
 *
 * @template {import('node:util').ParseArgsConfig} Config
 * @param {string} url `import.meta.url` of the command
 * @param {Config} config
 * @returns {ReturnType<typeof parseArgs<Config>>}
 */
export function readOptions(url, config) {
  if (process.argv.slice(2).some((arg) => arg === '--help' || arg === '-h')) {
    console.log(readUsage(url));
    process.exit();
  }
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof Error) || !/^ERR_PARSE_ARGS_/.test(codeOf(error))) throw error;
    return refuseOptions(url, error.message);
  }
}

/**
 * Ends a command that was called with a wrong option or argument.
 *
 * @param {string} url `import.meta.url` of the command
 * @param {string} reason
 * @returns {never}
 */
export function refuseOptions(url, reason) {
  console.error(`${reason}\n\n${readUsage(url)}`);
  process.exit(2);
}

/** @param {Error} error */
const codeOf = (error) => ('code' in error ? String(error.code) : '');

/** @param {string} url */
function readUsage(url) {
  const lines = readFileSync(fileURLToPath(url), 'utf8').split('\n');
  if (lines[0] === '// @ts-check') lines.shift();
  const length = lines.findIndex((line) => !line.startsWith('//'));
  if (length < 1) throw new Error(`${url} has no comment at its head`);
  const comment = lines.slice(0, length);
  return comment.map((line) => line.replace(/^\/\/ ?/, '')).join('\n');
}
