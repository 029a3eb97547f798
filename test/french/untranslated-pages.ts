/** English pages that have no French one yet. A page that has one must not be in this list. */
export const untranslatedPages: readonly string[] = [];
