import { readFileSync } from 'node:fs';

// Next to `src` and `dist`, so the path is the same from both.
const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');

/** Version of this software, as published in `/metadata`. */
export const version: string = JSON.parse(manifest).version;
