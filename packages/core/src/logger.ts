/**
 * Receives what the SDK has to say to the vendor's operators. The signature is pino's; `console`
 * satisfies it too.
 *
 * No line holds a secret, or a name, an e-mail or an identifier of a person.
 */
export interface Logger {
  /** Detail for whoever is looking into something. */
  debug(fields: object, message: string): void;
  /** Something happened as it should. */
  info(fields: object, message: string): void;
  /** Something is wrong in what the vendor gave, and was worked around. */
  warn(fields: object, message: string): void;
  /** Something failed, and a caller was told so. */
  error(fields: object, message: string): void;
}

/** Says nothing: the logger of a vendor who gave none. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
