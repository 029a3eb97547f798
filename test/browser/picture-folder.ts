import { fileURLToPath } from 'node:url';

/** Folder in which browser tests store screenshots, for a person to look at. */
export const pictureFolder = fileURLToPath(
  new URL('../../node_modules/.cache/sas-sos/pictures', import.meta.url),
);
