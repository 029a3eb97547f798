import { readFileSync } from 'node:fs';

/** What browsers are sent as it is. */
export const assets = { style: read('style.css'), icon: read('icon.svg') } as const;

function read(name: string): string {
  // Beside `src` and beside `dist` alike.
  return readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8');
}
