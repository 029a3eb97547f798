import { clip, type Fault } from '../../rule/fault.js';

/** Returns what is wrong with the media type of an answer. */
export function findWrongType(headers: Headers): readonly Fault[] {
  const given = headers.get('content-type') ?? '';
  const [type = ''] = given.split(';');
  return type.trim().toLowerCase() === 'application/fhir+json'
    ? []
    : [{ element: 'Content-Type', expected: 'application/fhir+json', received: clip(given) }];
}
