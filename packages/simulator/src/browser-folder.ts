import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// An ES module has its URL, a CommonJS module its folder.
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));

/**
 * The folder of the files for browsers: plain files, published unchanged. It is found from `src`
 * and from `dist`, as long as this module is at the top of both.
 */
export const browserFolder = join(here, '..', 'browser');
