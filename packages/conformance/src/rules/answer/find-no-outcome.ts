import { isObject, toList, toObject, toText } from '../../read/json-value.js';
import type { Fault } from '../../rule/fault.js';

/** Returns what is wrong with the explanation of a failure. */
export function findNoOutcome(data: unknown): readonly Fault[] {
  const isOutcome = isObject(data) && data['resourceType'] === 'OperationOutcome';
  if (!isOutcome) return [{ element: 'resourceType', expected: 'OperationOutcome' }];
  const issues = toList(data['issue']).map((issue) => toObject(issue));
  const isRight = ({ severity, code }: Readonly<Record<string, unknown>>) =>
    /^(?:fatal|error|warning|information)$/.test(String(severity)) && toText(code) !== undefined;
  return issues.length > 0 && issues.every(isRight)
    ? []
    : [{ element: 'OperationOutcome.issue', path: 'OperationOutcome.issue' }];
}
