import { errorCatalogue, type SasErrorCode } from './error-catalogue.js';

const marker = Symbol.for('sas-sos.error');

/** A problem with a request, a value or an option. */
export interface SasIssue {
  /** Its code. */
  readonly code: SasErrorCode;
  /** FHIR name or path of the parameter or element at fault. */
  readonly expression?: string | undefined;
}

/** What an error carries in addition to its code. */
export interface SasErrorOptions {
  /** The parameter or element at fault. */
  readonly expression?: string | undefined;
  /** All other problems of the same request. */
  readonly others?: readonly SasIssue[] | undefined;
  /** The underlying error; never leaves the process. */
  readonly cause?: unknown;
  /** Seconds after which to try again. */
  readonly retryAfter?: number | undefined;
  /** HTTP methods that the path accepts, with a 405. */
  readonly allow?: readonly string[] | undefined;
  /**
   * For the developer who reads the answer, after the code: what to configure. It may name options,
   * nothing from the request.
   */
  readonly hint?: string | undefined;
}

/**
 * The one error class of the SDK; its `code` says what is wrong.
 *
 * Recognise it with {@link isSasError}, not with `instanceof`, which fails when two copies of the
 * package are loaded.
 */
export class SasError extends Error {
  override readonly name = 'SasError';
  /** Stable code, a key of the catalogue. */
  readonly code: SasErrorCode;
  /** All problems; the first one has this `code`. */
  readonly issues: readonly SasIssue[];
  /** Whether the same request may succeed later. */
  readonly isRetryable: boolean;
  /** Seconds after which to try again. */
  readonly retryAfter: number | undefined;
  /** HTTP methods that the path accepts, with a 405. */
  readonly allow: readonly string[] | undefined;
  /** What to configure, for the developer who reads the answer. */
  readonly hint: string | undefined;

  constructor(code: SasErrorCode, options: SasErrorOptions = {}) {
    super(errorCatalogue[code].message, 'cause' in options ? { cause: options.cause } : undefined);
    Object.defineProperty(this, marker, { value: true });
    this.code = code;
    this.issues = [{ code, expression: options.expression }, ...(options.others ?? [])];
    this.isRetryable = errorCatalogue[code].retryable;
    this.retryAfter = options.retryAfter;
    this.allow = options.allow;
    this.hint = options.hint;
  }

  /** Combines several issues into one error; the first gives the code. */
  static of([first, ...others]: readonly [SasIssue, ...SasIssue[]]): SasError {
    return new SasError(first.code, { expression: first.expression, others });
  }

  /**
   * Creates the error of a factory that was given an invalid option: `SAS_OPTION_INVALID`.
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

/** Whether a value is an error of the SDK, whichever copy of the package created it. */
export function isSasError(value: unknown): value is SasError {
  return typeof value === 'object' && value !== null && marker in value;
}
