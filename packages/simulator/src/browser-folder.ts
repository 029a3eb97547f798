import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// An ES module knows its address, a CommonJS one its folder.
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));

/**
 * The folder of what browsers load: plain files, published as they are. It is found from `src` and from
 * `dist` alike, as long as this module is at the top of both.
 */
export const browserFolder = join(here, '..', 'browser');
