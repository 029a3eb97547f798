/** Version of this package, which the release writes; a test compares it with the manifest. */
export const toolVersion = '0.1.0';
