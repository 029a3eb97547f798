import { SasError } from '@sas-sos/core';
import type { Published } from './published.js';

/** The members of an environment that a method takes from the table. */
interface Choice<Name extends string> {
  readonly environment?: Name | undefined;
  readonly issuer?: string | undefined;
}

/**
 * Finds the environment that a vendor named, and the issuer: the one given takes precedence.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the environment is unknown, or when neither the vendor
 *   nor the table gives an issuer.
 */
export function chooseEnvironment<
  Name extends string,
  Environment extends { readonly issuer: Published<string> },
>(
  table: Readonly<Record<Name, Environment>>,
  { environment: name, issuer }: Choice<Name>,
): { readonly environment: Environment | undefined; readonly issuer: string } {
  if (name !== undefined && !Object.hasOwn(table, name)) {
    throw SasError.ofOption('environment', `one of ${Object.keys(table).join(', ')}.`);
  }
  const environment = name === undefined ? undefined : table[name];
  const chosen = issuer ?? environment?.issuer.value;
  if (chosen === undefined) {
    const rule =
      name === undefined
        ? 'give it, or name an environment.'
        : `give it: that of ${name} is not published.`;
    throw SasError.ofOption('issuer', rule);
  }
  return { environment, issuer: chosen };
}
