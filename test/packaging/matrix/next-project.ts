import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.js';
import { writeType } from './write-example.js';

const example = fileURLToPath(new URL('../../../examples/next', import.meta.url));

// What `next start` runs, but on a free port, which it says.
const main = `import { createServer } from 'node:http';
import next from 'next';
const app = next({ dev: false, dir: import.meta.dirname ?? new URL('.', import.meta.url).pathname });
await app.prepare();
const server = createServer(app.getRequestHandler()).listen(Number(process.env.PORT), '127.0.0.1', () =>
  console.log('listening on http://127.0.0.1:' + server.address().port),
);
`;

/** Writes the example on Next.js into a folder, as it is, and builds it. */
export async function prepareNext(folder: string, next: string): Promise<void> {
  await writeType(folder, 'ES modules');
  await cp(join(example, 'src'), join(folder, 'src'), { recursive: true });
  await writeFile(join(folder, 'main.js'), main);
  await runProgram(next, ['build'], { cwd: folder, environment: { NEXT_TELEMETRY_DISABLED: '1' } });
}
