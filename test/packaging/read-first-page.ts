import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the first page of the documentation has a newcomer copy. */
export interface FirstPage {
  /** The commands before the program: an empty folder, and what is installed into it. */
  readonly setUp: readonly string[];
  /** The program, as the page shows it. */
  readonly program: string;
  /** Its file. */
  readonly file: string;
  /** The command that starts the vendor. */
  readonly startVendor: string;
  /** The command that starts the platform. */
  readonly startPlatform: string;
}

/** Reads the first page's fences, in order: set-up, program, vendor, platform. */
export function readFirstPage(): FirstPage {
  const path = fileURLToPath(new URL('../../docs/index.md', import.meta.url));
  const text = readFileSync(path, 'utf8');
  const fences = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const kinds = fences.map(([, kind]) => kind).join(' ');
  const [, file] = /^Save this as `([\w.]+)`/m.exec(text) ?? [];
  if (kinds !== 'sh js sh sh' || file === undefined) {
    throw new Error(
      `docs/index.md is to have a file name, and fences sh js sh sh: it has ${kinds}`,
    );
  }
  const [setUp = '', program = '', startVendor = '', startPlatform = ''] = fences.map(
    ([, , content = '']) => content,
  );
  return {
    setUp: setUp.trim().split('\n'),
    program,
    file,
    startVendor: startVendor.trim(),
    startPlatform: startPlatform.trim(),
  };
}
