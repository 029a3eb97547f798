/** Version of this package; a test compares it with the manifest. */
export const toolVersion = '0.1.0';
