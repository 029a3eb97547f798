import { toElementPath } from '@sas-sos/fhir-http';

/** Deeper than any resource of the flows. */
const deepest = 32;

/** The path of the first element that is empty or too deep; `undefined` if there is none. */
export function findEmptyElement(bundle: unknown): string | undefined {
  const path: PropertyKey[] = [];
  return isEmptyWithin(bundle, path) ? toElementPath('Bundle', path).slice(0, 200) : undefined;
}

/** When it returns true, `path` leads to the element. */
function isEmptyWithin(value: unknown, path: PropertyKey[]): boolean {
  if (value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  if (path.length > deepest) return true;
  if (Array.isArray(value)) {
    return value.length === 0 || value.some((item, index) => isEmptyAt(index, item, path));
  }
  let isEmpty = true;
  for (const name in value) {
    if (isEmptyAt(name, (value as Readonly<Record<string, unknown>>)[name], path)) return true;
    isEmpty = false;
  }
  return isEmpty;
}

function isEmptyAt(key: PropertyKey, value: unknown, path: PropertyKey[]): boolean {
  path.push(key);
  if (isEmptyWithin(value, path)) return true;
  path.pop();
  return false;
}
