import { statSync } from 'node:fs';

/**
 * Remembers the open files of a database, and returns a function that throws when one of them is no
 * longer at its path. SQLite keeps writing to a file that was removed or replaced, without an error,
 * and what it writes is gone once it is closed.
 */
export function watchFiles(file: string): () => void {
  const known = new Map<string, string>();

  function check(): void {
    for (const path of [file, `${file}-wal`]) {
      const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
      const identity = stats && `${stats.dev} ${stats.ino}`;
      const last = known.get(path);
      if (last !== undefined && identity !== last) {
        throw new Error(
          `${path} was removed or replaced while it was open: what is stored now is lost when the process ends. Stop the process, and put the file back.`,
        );
      }
      if (identity !== undefined) known.set(path, identity);
    }
  }

  check();
  return check;
}
