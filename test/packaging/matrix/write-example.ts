import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModuleKind } from './project.js';
import { transpile } from './transpile.js';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

/** Writes an example into a folder as JavaScript of a kind of module; `main.js` starts it. */
export async function writeExample(
  example: string,
  {
    folder,
    moduleKind,
    isWrapped,
  }: {
    readonly folder: string;
    readonly moduleKind: ModuleKind;
    /** Whether to go without `await` at the top level; in CommonJS always. */
    readonly isWrapped?: boolean;
  },
): Promise<void> {
  const home = join(examples, example, 'src');
  await mkdir(folder, { recursive: true });
  await writeType(folder, moduleKind);
  for (const name of await readdir(home)) {
    const source = await readFile(join(home, name), 'utf8');
    const text = name.endsWith('.js') ? source : transpile(source, moduleKind, isWrapped);
    await writeFile(join(folder, name.replace(/\.ts$/, '.js')), text);
  }
}

/** Says in a manifest which kind of module the files of a folder are. */
export async function writeType(folder: string, moduleKind: ModuleKind): Promise<void> {
  const type = moduleKind === 'CommonJS' ? 'commonjs' : 'module';
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type }));
}
