import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What a vendor writes for all flows, with adapters in memory. */
const most = 120;
const guide = readFileSync(`${root}docs/guides/hosts.md`, 'utf8');

/** Counts the lines of an example that are neither empty nor a comment. */
function countLines(example: string): number {
  const folder = `${root}examples/${example}/src`;
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|ts)$/.test(name))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  const code = text.join('\n').replace(/^\s*\/\*\*[\s\S]*?\*\/\s*$/gm, '');
  return code.split('\n').filter((line) => line.trim() !== '' && !/^\s*\/\//.test(line)).length;
}

it.each(['minimal', 'commonjs', 'fastify', 'hono', 'nest', 'next'])(
  `examples/%s takes at most ${most} lines, as the guide says`,
  (example) => {
    const lines = countLines(example);
    expect(lines).toBeLessThanOrEqual(most);
    expect(guide).toContain(`(../../examples/${example}), ${lines} lines |`);
  },
);
