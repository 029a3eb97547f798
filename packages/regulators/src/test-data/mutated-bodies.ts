// Bodies with errors, for property tests: valid ones, changed in some places.
import { identifierSystems } from '@sas-sos/core';
import fc from 'fast-check';
import { anyBody } from './arbitrary-bodies.js';

/** Values that are wrong in most places. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e21,
    '',
    ' ',
    'x',
    '\u0000',
    '\ud800',
    'true',
    '2026-02-30',
    [],
    {},
    [null],
    [{}],
    { value: 'x' },
    'a'.repeat(300),
    'é@é',
    'phone',
    'urn:oid:1.2.3',
    ['x', 'y'],
    identifierSystems.person,
    identifierSystems.technical,
    'IDNPS',
    'INTRN',
    '../../etc',
    '%00',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const keys = fc.constantFrom(
  '__proto__',
  'constructor',
  'id',
  'value',
  'system',
  'extension',
  'use',
  'active',
  '_active',
  'period',
  'type',
  'coding',
  'family',
  'given',
  'telecom',
  'x',
  'a b',
  '0',
  'text',
  'modifierExtension',
);

/** A change somewhere in a body; the place is chosen by number. */
const mutation = fc.record({
  place: fc.nat({ max: 200 }),
  kind: fc.constantFrom('replace', 'remove', 'add', 'repeat', 'wrap', 'cut'),
  value: junk,
  key: keys,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

/** A valid body, changed in some places. */
export const anyMutatedBody: fc.Arbitrary<unknown> = fc
  .tuple(anyBody, fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([body, mutations]) => mutations.reduce(mutate, structuredClone(body) as unknown));

function mutate(body: unknown, { place, kind, value, key }: Mutation): unknown {
  const places = [...listPlaces(body)];
  const target = places[place % Math.max(places.length, 1)];
  if (!target) return body;
  const [parent, name] = target;
  const current = parent[name];
  switch (kind) {
    case 'remove':
      if (Array.isArray(parent)) parent.splice(Number(name), 1);
      else delete parent[name];
      break;
    case 'add':
      if (Array.isArray(parent)) parent.push(value);
      else
        Object.defineProperty(parent, key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      break;
    case 'repeat':
      if (Array.isArray(parent)) parent.push(structuredClone(current));
      else parent[name] = [current, current];
      break;
    case 'wrap':
      parent[name] = Array.isArray(current) ? current[0] : { value: current };
      break;
    case 'cut':
      if (typeof current === 'string') parent[name] = current.slice(0, current.length >> 1);
      break;
    default:
      parent[name] = value;
  }
  return body;
}

type Parent = Record<string, unknown>;

function* listPlaces(value: unknown): Generator<readonly [Parent, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(value)) {
    yield [value as Parent, name];
    yield* listPlaces((value as Parent)[name]);
  }
}
