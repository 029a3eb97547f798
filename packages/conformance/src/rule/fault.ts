import type { Text } from './text.js';

/** One thing that is wrong, and where. */
export interface Fault {
  /** The resource, such as `Slot/s1`. */
  readonly resource?: string | undefined;
  /** The element of the resource, such as `Slot.start`; or a part of the HTTP answer. */
  readonly element?: string | undefined;
  /** The same element from the root of the body: `Bundle.entry[3].resource.start`. */
  readonly path?: string | undefined;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  /** A sentence of its own, with its full stop, instead of the rule's. */
  readonly text?: Text | undefined;
  /** Code of FHIR's value set `issue-type`, if the fault refuses a report. */
  readonly code?: IssueCode | undefined;
}

/** Codes of FHIR's value set `issue-type` that refuse a report. */
export type IssueCode =
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

/** Where a resource of an answer is. */
interface Located {
  readonly type: string | undefined;
  readonly id: string | undefined;
  /** Its place in `Bundle.entry`. */
  readonly entry: number;
}

/** Reports an element of a resource of a Bundle. */
export function toFault(
  { type = '?', id = '?', entry }: Located,
  element?: string,
  values: Pick<Fault, 'expected' | 'received' | 'text'> = {},
): Fault {
  const within = element === undefined ? '' : `.${element}`;
  return {
    resource: clip(`${type}/${id}`),
    element: `${clip(type)}${within}`,
    path: `Bundle.entry[${entry}].resource${within}`,
    ...values,
    ...(values.received === undefined ? {} : { received: clip(values.received) }),
  };
}

/** A fault for each of the resources. */
export function toFaults(
  resources: readonly Located[],
  element?: string,
  values: Pick<Fault, 'expected' | 'text'> = {},
): readonly Fault[] {
  return resources.map((resource) => toFault(resource, element, values));
}

const longest = 120;

/** Truncates the vendor's text to what a person reads. */
export function clip(text: string): string {
  const plain = text.replace(/\p{C}/gu, ' ');
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
