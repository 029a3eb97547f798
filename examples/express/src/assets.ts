import { readFileSync } from 'node:fs';

/** Static files, sent to browsers unchanged. */
export const assets = {
  style: read('style.css'),
  icon: read('icon.svg'),
  script: read('appointment.js'),
} as const;

function read(name: string): string {
  // Next to `src` and `dist`, so the path is the same from both.
  return readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8');
}
