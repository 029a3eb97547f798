import { readFileSync } from 'node:fs';

// Beside `src` and beside `dist` alike.
const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');

/** Version of this software, as `/metadata` names it. */
export const version: string = JSON.parse(manifest).version;
