/** English pages that have no French one yet. A page that has one must not be in this list. */
export const untranslatedPages: readonly string[] = [
  'docs/SECURITY.md',
  'docs/guides/data-protection.md',
  'docs/guides/environments.md',
  'docs/guides/going-to-production.md',
  'docs/guides/loggers.md',
  'docs/guides/other-databases.md',
  'docs/guides/upgrading.md',
];
