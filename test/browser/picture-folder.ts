import { fileURLToPath } from 'node:url';

/** Where browser tests keep what they saw, for a person to look at. */
export const pictureFolder = fileURLToPath(
  new URL('../../node_modules/.cache/sas-sos/pictures', import.meta.url),
);
