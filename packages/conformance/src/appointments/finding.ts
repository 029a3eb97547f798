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
  /** Where, as FHIRPath writes it; none: nowhere in the body. */
  readonly expression?: string | undefined;
  /** What is wrong, in French; nothing of the report's own. */
  readonly text: string;
}

/** A required element that is missing. */
export function missing(expression: string, text: string): Finding {
  return { code: 'required', expression, text };
}

/** A value that is not one of those allowed. */
export function wrong(expression: string, text: string): Finding {
  return { code: 'value', expression, text };
}

/** Elements that do not go together. */
export function contradictory(expression: string, text: string): Finding {
  return { code: 'invariant', expression, text };
}

/** What FHIR allows and the flow does not. */
export function unwanted(expression: string, text: string): Finding {
  return { code: 'business-rule', expression, text };
}
