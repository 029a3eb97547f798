// @ts-check
import { readFileSync } from 'node:fs';

/**
 * Finds the user to run PostgreSQL as instead of root, which it refuses.
 *
 * @returns {{ uid: number, gid: number } | undefined} `undefined` when this process is not root.
 */
export function findUnprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) {
    throw new Error(
      'PostgreSQL cannot run as root, and this machine has neither a user postgres nor a user nobody.',
    );
  }
  return { uid: Number(user[2]), gid: Number(user[3]) };
}
