/** Something wrong with a report. */
export interface Finding {
  /** Code of FHIR's value set `issue-type`. */
  readonly code:
    | 'structure'
    | 'required'
    | 'value'
    | 'invariant'
    | 'business-rule'
    | 'not-supported'
    | 'multiple-matches'
    | 'conflict'
    | 'transient'
    | 'throttled';
  /** Where, as a FHIRPath expression; absent if it is not in the body. */
  readonly expression?: string | undefined;
  /** What is wrong, in French, without any data of the report. */
  readonly text: string;
}

/** A required element is missing. */
export function missing(expression: string, text: string): Finding {
  return { code: 'required', expression, text };
}

/** A value is not one of those allowed. */
export function wrong(expression: string, text: string): Finding {
  return { code: 'value', expression, text };
}

/** Elements contradict each other. */
export function contradictory(expression: string, text: string): Finding {
  return { code: 'invariant', expression, text };
}

/** FHIR allows it, but the flow does not. */
export function unwanted(expression: string, text: string): Finding {
  return { code: 'business-rule', expression, text };
}
