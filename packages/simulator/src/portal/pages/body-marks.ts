import type { Check } from '../../state/exchange.js';
import type { JsonPath } from './json-lines.js';

/** A place of a body that a failed check names. */
export interface BodyMark {
  readonly path: JsonPath;
  readonly check: Check;
  /** What is expected there, or what is wrong. */
  readonly note: string;
  /** Whether the element itself is missing: the mark is on what should contain it. */
  readonly isMissing: boolean;
}

/** A place as a check's sentence names it: a resource and its element, or a path from the root. */
interface NamedPlace {
  readonly resource?: string;
  readonly element: string;
  readonly expected: string | undefined;
}

// `Slot/s1 (start attendu « … », reçu « … »)`, `Bundle.total attendu « … »`.
const resources = /\b([A-Z][A-Za-z]+\/[^\s(),;]+?)(?= \(|[,.;]|\s|$)(?: \(([^()]*)\))?/g;
const paths = /\b([A-Z][A-Za-z]+(?:\.[A-Za-z_]\w*(?:\[\d+\])?)+)(?: attendu « ([^»]*) »)?/g;

/** Finds the places in a body that the failed checks of an exchange name. */
export function findBodyMarks(checks: readonly Check[], body: unknown): readonly BodyMark[] {
  return checks
    .filter(({ passed }) => !passed)
    .flatMap((check) =>
      readPlaces(check.message).flatMap(({ resource, element, expected }) => {
        const start = findStart(body, resource, element);
        if (!start) return [];
        const { path, isMissing } = follow(body, start.path, start.steps);
        const note = expected === undefined ? toReason(check.message) : `attendu : ${expected}`;
        return [{ path, check, note, isMissing }];
      }),
    );
}

function readPlaces(message: string): readonly NamedPlace[] {
  const places: NamedPlace[] = [];
  const rest = message.replace(resources, (_whole, resource: string, details = '') => {
    const [, element = ''] = /^([\w.[\]]+)/.exec(details) ?? [];
    const [, expected] = /attendu « ([^»]*) »/.exec(details) ?? [];
    places.push({ resource, element, expected });
    return '';
  });
  for (const [, element = '', expected] of rest.matchAll(paths)) places.push({ element, expected });
  return places;
}

/** The sentence without the places that follow it. */
const toReason = (message: string): string => (message.split(' : ')[0] ?? message).trim();

type Resource = { readonly resourceType?: unknown; readonly id?: unknown };

/** Where the named place begins in the body, and the steps from there. */
function findStart(
  body: unknown,
  resource: string | undefined,
  element: string,
): { readonly path: JsonPath; readonly steps: readonly string[] } | undefined {
  const steps = element === '' ? [] : element.split(/\.|(?=\[)/);
  const type = (body as Resource | null)?.resourceType;
  if (resource === undefined)
    return steps[0] === type ? { path: [], steps: steps.slice(1) } : undefined;
  const isNamed = (candidate: Resource | undefined) =>
    `${candidate?.resourceType}/${candidate?.id}` === resource;
  const { entry } = (body ?? {}) as { readonly entry?: unknown };
  const entries: readonly { readonly resource?: Resource }[] = Array.isArray(entry) ? entry : [];
  const index = entries.findIndex((item) => isNamed(item?.resource));
  if (index >= 0) return { path: ['entry', index, 'resource'], steps };
  return isNamed(body as Resource) ? { path: [], steps } : undefined;
}

/** Follows the steps as far as the body has them; a list without an index is its first item. */
function follow(
  body: unknown,
  start: JsonPath,
  steps: readonly string[],
): { readonly path: JsonPath; readonly isMissing: boolean } {
  let path = start;
  let value = start.reduce<unknown>((parent, step) => read(parent, step), body);
  for (const step of steps) {
    const index = /^\[(\d+)\]$/.exec(step)?.[1];
    if (index === undefined && Array.isArray(value)) {
      if (value.length === 0) return { path, isMissing: true };
      path = [...path, 0];
      value = value[0];
    }
    const key = index === undefined ? step : Number(index);
    const next = read(value, key);
    if (next === undefined) return { path, isMissing: true };
    path = [...path, key];
    value = next;
  }
  return { path, isMissing: false };
}

function read(parent: unknown, step: string | number): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, step)) {
    return undefined;
  }
  return (parent as Record<string | number, unknown>)[step];
}
