/** English pages that have no French one yet. A page that has one must not be in this list. */
export const untranslatedPages: readonly string[] = [
  'docs/guides/agenda.md',
  'docs/guides/appointments.md',
  'docs/guides/mutual-tls.md',
  'docs/guides/proxy.md',
  'docs/guides/regulators.md',
  'docs/guides/sign-on-tests.md',
  'docs/guides/sign-on.md',
  'docs/guides/simulator.md',
  'docs/guides/slot-search.md',
  'docs/concepts/architecture.md',
  'docs/concepts/glossary.md',
  'docs/reference/agenda-faults.md',
  'docs/reference/environments.md',
  'docs/reference/errors.md',
];
