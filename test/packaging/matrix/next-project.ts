import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.js';
import { writeType } from './write-example.js';

const example = fileURLToPath(new URL('../../../examples/next', import.meta.url));

// `next start` as the example's page has it, on a port that is free; it is the process itself, so
// that what ends this ends the server. Next.js starts with its own words, then answers.
const main = `import { createServer } from 'node:net';
import { createRequire } from 'node:module';
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const url = 'http://127.0.0.1:' + port;
process.argv.push('start', '--hostname', '127.0.0.1', '--port', String(port));
createRequire(import.meta.url)('next/dist/bin/next');
const isUp = () => fetch(url + '/healthz').then(({ ok }) => ok, () => false);
while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 100));
console.log('listening on ' + url);
`;

/** Writes the example on Next.js into a folder, as it is, and builds it. */
export async function prepareNext(folder: string, next: string): Promise<void> {
  await writeType(folder, 'ES modules');
  await cp(join(example, 'src'), join(folder, 'src'), { recursive: true });
  await writeFile(join(folder, 'main.js'), main);
  await runProgram(next, ['build'], { cwd: folder, environment: { NEXT_TELEMETRY_DISABLED: '1' } });
}
