import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { become, fail } from './run-command.mjs';

// Installs, builds, and runs the tests that need a browser; arguments go to vitest.
checkNode();
const browser = findBrowser();
if (!browser) {
  fail(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium), or give its path in CHROMIUM.',
  );
}
await install();
await build();
become(
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=.config/vitest.browser.config.mjs',
    ...process.argv.slice(2),
  ],
  { CHROMIUM: browser },
);

/** Path of the one that CHROMIUM names, else of one that is installed. */
function findBrowser() {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM) return existsSync(CHROMIUM) ? CHROMIUM : undefined;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const paths = [
    ...PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return paths.find((path) => existsSync(path));
}
