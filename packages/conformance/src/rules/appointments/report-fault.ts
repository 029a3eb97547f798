import type { Fault } from '../../rule/fault.js';
import type { Text } from '../../rule/text.js';

/** A required element is missing. */
export const missing = (element: string, text: Text): Fault => toFault('required', element, text);

/** A value is not one of those allowed. */
export const wrongValue = (element: string, text: Text): Fault => toFault('value', element, text);

/** Elements contradict each other. */
export const contradictory = (element: string, text: Text): Fault =>
  toFault('invariant', element, text);

/** FHIR allows it, but the flow does not. */
export const unwanted = (element: string, text: Text): Fault =>
  toFault('business-rule', element, text);

function toFault(code: NonNullable<Fault['code']>, element: string, text: Text): Fault {
  return { code, element, path: element, text };
}
