import { errorCatalogue, type SasErrorCode } from './error-catalogue.js';

const marker = Symbol.for('sas-sos.error');

/** One thing that is wrong. */
export interface SasIssue {
  /** What it is. */
  readonly code: SasErrorCode;
  /** The parameter or element that is at fault, by its FHIR name or path. */
  readonly expression?: string | undefined;
}

/** What an error carries besides its code. */
export interface SasErrorOptions {
  /** The parameter or element at fault. */
  readonly expression?: string | undefined;
  /** Everything else that is wrong with the same request. */
  readonly others?: readonly SasIssue[] | undefined;
  /** The error that brought it about; never leaves the process. */
  readonly cause?: unknown;
  /** Seconds after which to try again. */
  readonly retryAfter?: number | undefined;
  /** HTTP methods that the path takes, with a 405. */
  readonly allow?: readonly string[] | undefined;
}

/**
 * The one error class of the SDK; its `code` says what is wrong.
 *
 * Recognise one with {@link isSasError}, not with `instanceof`: two copies of the package agree on
 * the former only.
 */
export class SasError extends Error {
  override readonly name = 'SasError';
  /** Stable code, a key of the catalogue. */
  readonly code: SasErrorCode;
  /** Everything that is wrong; the first is what `code` says. */
  readonly issues: readonly SasIssue[];
  /** Whether the same request may succeed later. */
  readonly isRetryable: boolean;
  /** Seconds after which to try again. */
  readonly retryAfter: number | undefined;
  /** HTTP methods that the path takes, with a 405. */
  readonly allow: readonly string[] | undefined;

  constructor(code: SasErrorCode, options: SasErrorOptions = {}) {
    super(errorCatalogue[code].message, 'cause' in options ? { cause: options.cause } : undefined);
    Object.defineProperty(this, marker, { value: true });
    this.code = code;
    this.issues = [{ code, expression: options.expression }, ...(options.others ?? [])];
    this.isRetryable = errorCatalogue[code].retryable;
    this.retryAfter = options.retryAfter;
    this.allow = options.allow;
  }

  /** Makes one error out of everything that is wrong; the first issue gives the code. */
  static of([first, ...others]: readonly [SasIssue, ...SasIssue[]]): SasError {
    return new SasError(first.code, { expression: first.expression, others });
  }

  /**
   * Makes the error of a factory that was given a wrong option: `SAS_OPTION_INVALID`.
   *
   * @param option - its name, such as `limits.bodyBytes`; also in `issues[0].expression`
   * @param rule - what it must be, for the developer; the message of the cause
   */
  static ofOption(option: string, rule: string): SasError {
    return new SasError('SAS_OPTION_INVALID', {
      expression: option,
      cause: new TypeError(`${option}: ${rule}`),
    });
  }
}

/** Tells whether a value is an error of the SDK, whichever copy of the package made it. */
export function isSasError(value: unknown): value is SasError {
  return typeof value === 'object' && value !== null && marker in value;
}
