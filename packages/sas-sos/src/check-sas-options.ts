import { SasError } from '@sas-sos/core';
import type { SasOptions } from './sas-options.js';

// Typed by the interface: a new option that is missing here does not compile.
const known: Readonly<Record<keyof SasOptions, true>> = {
  accounts: true,
  agenda: true,
  audit: true,
  clock: true,
  compression: true,
  fhirPath: true,
  guard: true,
  idSystem: true,
  limits: true,
  logger: true,
  outbox: true,
  platform: true,
  publicUrl: true,
  search: true,
  signOn: true,
  software: true,
  tls: true,
};

/**
 * Checks what no part checks by itself: that the options exist, and that those that need each other
 * are given together.
 *
 * @throws SasError `SAS_OPTION_INVALID`
 */
export function checkSasOptions(options: SasOptions): void {
  // Every part is optional: without types, a misspelt one would only be missed at its first use.
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(known, name)) throw SasError.ofOption(name, 'there is no such option.');
  }
  const { agenda, accounts, signOn, outbox, platform, tls, guard, fhirPath } = options;
  const require = (isValid: boolean, option: string, rule: string) => {
    if (!isValid) throw SasError.ofOption(option, rule);
  };
  require(Boolean(
    agenda || accounts || signOn || outbox,
  ), 'agenda', 'give at least one of agenda, accounts, signOn and outbox.');
  require(!signOn ||
    Boolean(accounts), 'accounts', 'signOn needs them: a regulator signs on to an account.');
  require(!outbox || Boolean(platform), 'platform', 'outbox needs it: { url } of the platform.');
  require(!platform || Boolean(outbox), 'outbox', 'platform needs it: reports are stored there.');
  require(!(platform?.files && platform.fetch), 'platform.fetch', 'give files or fetch, not both.');
  require(!(tls && guard), 'guard', 'give tls or guard, not both.');
  const isGuarding = tls !== undefined || guard !== undefined;
  require(!isGuarding || Boolean(agenda || accounts), tls
    ? 'tls'
    : 'guard', 'it admits callers of the endpoint: give agenda or accounts.');
  require(/^(\/[\w.~-]+)+$/.test(fhirPath ?? '/fhir'), 'fhirPath', 'give a path such as /fhir.');
}
