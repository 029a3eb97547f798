import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCertificate, TestPki } from './test-pki.js';

/** How a folder is written. */
export interface PkiFolderOptions {
  /** Whether existing files are replaced. */
  readonly force: boolean;
}

/** Names of the existing files that prevented writing. */
export interface FilesInTheWay {
  readonly existing: readonly string[];
}

/** Names of the files written. */
export interface FilesWritten {
  readonly written: readonly string[];
}

/**
 * Writes a throw-away PKI to a folder of PEM files; keys are readable only by their owner. If one
 * of the files already exists, nothing is written, unless `force` is set.
 */
export async function writePkiFolder(
  folder: string,
  pki: TestPki,
  { force }: PkiFolderOptions,
): Promise<FilesWritten | FilesInTheWay> {
  const files = toFiles(pki);
  await mkdir(folder, { recursive: true });
  const present = new Set(await readdir(folder));
  const existing = [...files.keys()].filter((name) => present.has(name));
  if (existing.length > 0 && !force) return { existing };
  for (const [name, content] of files) {
    const path = join(folder, name);
    const mode = name.endsWith('-key.pem') ? 0o600 : 0o644;
    await writeFile(path, content, { mode });
    // `writeFile` sets the mode of new files only.
    await chmod(path, mode);
  }
  return { written: [...files.keys()] };
}

function toFiles(pki: TestPki): Map<string, string> {
  const files = new Map([
    ['ca.pem', pki.ca],
    ['ca-root.pem', pki.root],
    ['ca-crl.pem', pki.crl],
    ['ca-crl-stale.pem', pki.staleCrl],
    ['ca-crl-platform-revoked.pem', pki.issueCrl({ revoked: [pki.platform] })],
  ]);
  const add = (name: string, { cert, key }: TestCertificate) =>
    files.set(`${name}.pem`, cert).set(`${name}-key.pem`, key);
  add('server', pki.server);
  add('platform', pki.platform);
  add('vendor', pki.vendor);
  for (const [name, certificate] of Object.entries(pki.wrong)) {
    add(`wrong-${toKebabCase(name)}`, certificate);
  }
  return files;
}

function toKebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
