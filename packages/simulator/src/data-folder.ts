import { join } from 'node:path';
import { browserFolder } from './browser-folder.js';

/** The folder of the geographic data: published unchanged, next to the files for browsers. */
export const dataFolder = join(browserFolder, '..', 'data');
