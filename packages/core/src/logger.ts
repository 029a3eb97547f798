/**
 * Receives the SDK's messages for the vendor's operators. The signature is pino's; `console`
 * satisfies it too.
 *
 * No line contains a secret, or a name, an e-mail address or an identifier of a person.
 */
export interface Logger {
  /** Detail for troubleshooting. */
  debug(fields: object, message: string): void;
  /** Something happened as it should. */
  info(fields: object, message: string): void;
  /** Something the vendor gave is wrong; the SDK worked around it. */
  warn(fields: object, message: string): void;
  /** Something failed, and the caller got an error. */
  error(fields: object, message: string): void;
}

/** Logs nothing: the default logger. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
