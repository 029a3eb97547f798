/** A resource with one thing wrong, or at least different, in it. */
export interface Mutant<Resource> {
  /** The element and the change: `status: other text`. */
  readonly name: string;
  readonly resource: Resource;
}

type Place = readonly (string | number)[];

/** Changes each element of a resource in every way that goes with its kind, one at a time. */
export function mutate<Resource extends object>(resource: Resource): readonly Mutant<Resource>[] {
  return [...listPlaces(resource)].flatMap(({ place, value }) =>
    listChanges(value).map(({ name, changed }) => ({
      name: `${toPath(place)}: ${name}`,
      resource: replace(resource, place, changed) as Resource,
    })),
  );
}

/** Each element, with where it is; of a list, the first alone. */
function* listPlaces(
  value: unknown,
  place: Place = [],
): Generator<{ readonly place: Place; readonly value: unknown }> {
  if (place.length > 0) yield { place, value };
  if (Array.isArray(value)) {
    if (value.length > 0) yield* listPlaces(value[0], [...place, 0]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* listPlaces(inner, [...place, key]);
  }
}

interface Change {
  readonly name: string;
  /** `undefined`: removed. */
  readonly changed: unknown;
}

function listChanges(value: unknown): readonly Change[] {
  const removed = { name: 'removed', changed: undefined };
  if (typeof value === 'string') {
    const other = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
    return [
      removed,
      { name: 'other text', changed: 'autre' },
      { name: 'empty', changed: '' },
      { name: 'a number', changed: 42 },
      ...(other === value ? [] : [{ name: 'other case', changed: other }]),
    ];
  }
  if (typeof value === 'number') {
    return [removed, { name: 'a text', changed: 'autre' }, { name: 'negative', changed: -1 }];
  }
  if (Array.isArray(value)) {
    return [
      removed,
      { name: 'empty', changed: [] },
      { name: 'not a list', changed: value[0] },
      { name: 'first twice', changed: [value[0], ...value] },
    ];
  }
  return [
    removed,
    { name: 'empty', changed: {} },
    { name: 'a text', changed: 'autre' },
    { name: 'an unknown element in it', changed: { ...(value as object), inconnu: 'autre' } },
  ];
}

function replace(value: unknown, [key, ...rest]: Place, changed: unknown): unknown {
  if (key === undefined) return changed;
  if (Array.isArray(value)) {
    return value.flatMap((inner, index) => {
      if (index !== key) return [inner];
      const next = replace(inner, rest, changed);
      return next === undefined ? [] : [next];
    });
  }
  const next = replace((value as Record<string, unknown>)[key], rest, changed);
  const { [key]: _, ...others } = value as Record<string, unknown>;
  return next === undefined ? others : { ...(value as object), [key]: next };
}

const toPath = (place: Place) =>
  place.reduce<string>(
    (path, key) =>
      typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`,
    '',
  );
