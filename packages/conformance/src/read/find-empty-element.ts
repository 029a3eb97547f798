import { toElementPath } from '@sas-sos/fhir-http';

/** Deeper than any resource of the flows. */
const deepest = 32;

/** The path of the first element that is empty or too deep; `undefined` if there is none. */
export function findEmptyElement(bundle: unknown): string | undefined {
  // Almost no answer has one: the path is only looked for where there is.
  if (!hasEmpty(bundle, 0)) return undefined;
  return toElementPath('Bundle', findPath(bundle, [])).slice(0, 200);
}

function hasEmpty(value: unknown, depth: number): boolean {
  if (value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  if (depth > deepest) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (hasEmpty(item, depth + 1)) return true;
    return value.length === 0;
  }
  let isEmpty = true;
  for (const name in value) {
    if (hasEmpty((value as Readonly<Record<string, unknown>>)[name], depth + 1)) return true;
    isEmpty = false;
  }
  return isEmpty;
}

/** The way to the empty element that a value has somewhere, or is itself. */
function findPath(value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  if (typeof value !== 'object' || value === null || path.length > deepest) return path;
  const members: readonly (readonly [PropertyKey, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  const found = members.find(([, member]) => hasEmpty(member, path.length + 1));
  return found ? findPath(found[1], [...path, found[0]]) : path;
}
