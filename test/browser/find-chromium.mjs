// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Sets `CHROMIUM` to the path of an installed browser, for tests that start one. */
export function setup() {
  const { CHROMIUM, PATH = '' } = process.env;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const candidates = CHROMIUM
    ? [CHROMIUM]
    : [
        ...PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ];
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new Error(
      'The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
    );
  }
  process.env['CHROMIUM'] = path;
}
