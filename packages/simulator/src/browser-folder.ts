import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// An ES module knows its address, a CommonJS one its folder.
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));

/**
 * Holds what browsers load: plain files, shipped as they are. It is beside `src`, and beside `dist` too:
 * this module has to stay at the top of either.
 */
export const browserFolder = join(here, '..', 'browser');
