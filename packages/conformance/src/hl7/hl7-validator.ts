import type { Text } from '../rule/text.js';

/** A resource to validate, and the profile that it must follow. */
export interface Hl7Question {
  /** Without a folder: `search-both.json`. */
  readonly name: string;
  readonly resource: unknown;
  readonly profile: string;
}

/** What the validator says of a resource. */
export interface Hl7Issue {
  readonly severity: 'error' | 'warning' | 'information';
  /** FHIRPath: `Bundle.entry[3].resource.start`. */
  readonly location: string;
  readonly message: string;
}

/** The HL7 validator, as a program or as a service. */
export interface Hl7Validator {
  /**
   * Validates resources; the issues are in their order.
   *
   * @throws Hl7Failure if it could not
   */
  validate(
    questions: readonly Hl7Question[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Hl7Issue[])[]>;
}

/** Thrown when the validator could not validate. */
export class Hl7Failure extends Error {
  override readonly name = 'Hl7Failure';

  constructor(readonly reason: Text) {
    super(reason.en);
  }
}

/** Reads a severity as written by the program (`error`) or by the service (`ERROR`). */
export function toHl7Severity(written: unknown): Hl7Issue['severity'] {
  const severity = String(written).toLowerCase();
  if (severity === 'fatal' || severity === 'error') return 'error';
  return severity === 'warning' ? 'warning' : 'information';
}
