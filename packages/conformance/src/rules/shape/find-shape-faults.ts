import { toElementPath } from '@sas-sos/fhir-http';
import type { Fault } from '../../rule/fault.js';
import type { Text } from '../../rule/text.js';
import { dataTypeShapes } from './data-type-shapes.js';
import type { ElementKind, ShapeName } from './element-kind.js';
import { type Primitive, primitives } from './primitives.js';
import { resourceShapes } from './resource-shapes.js';
import { shapeTexts as texts } from './shape-texts.js';

/** For a body with hundreds of errors, only as many faults as a person will read. */
const mostFaults = 20;

/** Deeper than any resource of the flows. */
const deepest = 32;

/** The way to an element, from itself to the root: written only for a fault. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: PropertyKey;
  readonly depth: number;
}

interface Walk {
  /** Whether what is empty, or too deep, is a fault: in a search set another rule finds it. */
  readonly refusesEmpty: boolean;
  add(place: Place | undefined, text: Text): void;
}

/** What an element must be, read once from its kind: there are thousands of each. */
interface Expected {
  readonly isList: boolean;
  readonly primitive?: (typeof primitives)[Primitive] | undefined;
  readonly shape?: ShapeName | undefined;
  readonly isResource: boolean;
}

const kindsOf: Readonly<Record<ShapeName, Readonly<Record<string, ElementKind>>>> = {
  ...dataTypeShapes,
  ...resourceShapes,
};

const shapes = new Map(
  Object.entries(kindsOf).map(([shape, kinds]) => [
    shape as ShapeName,
    new Map(Object.entries(kinds).map(([name, kind]) => [name, toExpected(kind)])),
  ]),
);

function toExpected(kind: ElementKind): Expected {
  const item = kind.replace('[]', '');
  return {
    isList: item !== kind,
    primitive: item in primitives ? primitives[item as Primitive] : undefined,
    shape: item in kindsOf ? (item as ShapeName) : undefined,
    isResource: item === 'resource',
  };
}

const anything = toExpected('any');
const extended = toExpected('Element');

/**
 * Checks the form of a resource: only elements of FHIR R4, each of its type. If it passes, the body
 * can be read as FHIR; the profile is checked elsewhere.
 */
export function findShapeFaults(
  resource: unknown,
  type: 'Appointment' | 'Bundle',
  { refusesEmpty = true }: { readonly refusesEmpty?: boolean } = {},
): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (place: Place | undefined, text: Text) => {
    if (faults.length === mostFaults) return;
    const element = toElementPath(type, toPath(place)).slice(0, 200);
    faults.push({ code: 'structure', element, path: element, text });
  };
  if (isObject(resource) && resource['resourceType'] !== type) {
    add(toPlace(undefined, 'resourceType'), {
      fr: `La ressource attendue est un ${type}.`,
      en: `The expected resource is of type ${type}.`,
    });
  } else {
    checkObject(resource, type, undefined, { refusesEmpty, add });
  }
  return faults;
}

function checkValue(
  value: unknown,
  expected: Expected,
  parent: Place | undefined,
  key: PropertyKey,
  walk: Walk,
): void {
  if (value === undefined || (!walk.refusesEmpty && isBlank(value))) return;
  if (!expected.isList) {
    checkItem(value, expected, parent, key, walk);
    return;
  }
  const place = toPlace(parent, key);
  if (!Array.isArray(value)) walk.add(place, texts.list);
  else if (value.length === 0 && walk.refusesEmpty) walk.add(place, texts.emptyList);
  else {
    for (let index = 0; index < value.length; index += 1) {
      if (walk.refusesEmpty || !isBlank(value[index])) {
        checkItem(value[index], expected, place, index, walk);
      }
    }
  }
}

function checkItem(
  value: unknown,
  { primitive, shape, isResource }: Expected,
  parent: Place | undefined,
  key: PropertyKey,
  walk: Walk,
): void {
  if (primitive) {
    if (primitive.isRight(value)) return;
    const { fr, en } = primitive.name;
    walk.add(toPlace(parent, key), {
      fr: `Cet élément doit être ${fr}.`,
      en: `This element must be ${en}.`,
    });
    return;
  }
  const place = toPlace(parent, key);
  const type = isResource && isObject(value) ? value['resourceType'] : undefined;
  // Which resources an answer may have is for another rule.
  const isOurs = typeof type === 'string' && Object.hasOwn(resourceShapes, type);
  const known = isOurs ? (type as ShapeName) : shape;
  if (place.depth > deepest) {
    if (walk.refusesEmpty) walk.add(place, texts.deep);
  } else if (known) checkObject(value, known, place, walk);
  else checkAny(value, place, walk);
}

function checkObject(value: unknown, shape: ShapeName, place: Place | undefined, walk: Walk): void {
  if (!isObject(value)) {
    walk.add(place, texts.object);
    return;
  }
  const elements = shapes.get(shape) as ReadonlyMap<string, Expected>;
  let isEmpty = true;
  for (const name in value) {
    isEmpty = false;
    const expected = elements.get(name) ?? findExpected(shape, name);
    if (expected) checkValue(value[name], expected, place, name, walk);
    else walk.add(toPlace(place, name), texts.unknown);
  }
  if (isEmpty) {
    if (walk.refusesEmpty) walk.add(place, texts.emptyObject);
    return;
  }
  if (shape === 'LocationPosition') {
    for (const name of ['longitude', 'latitude']) {
      if (!(name in value)) walk.add(toPlace(place, name), texts.missing);
    }
  }
  if (shape === 'Extension') checkExtension(value, place, walk);
  if (shape === 'Narrative' && !('status' in value && 'div' in value)) {
    walk.add(place, texts.narrative);
  }
}

/** What a member must be that is no element of its own. */
function findExpected(shape: ShapeName, name: string): Expected | undefined {
  if (shape === 'Extension' && /^value[A-Z][A-Za-z]*$/.test(name)) return anything;
  // `_start` contains the id and the extensions of a primitive.
  const element = name.startsWith('_') ? name.slice(1) : '';
  const { primitive, isList = false } = shapes.get(shape)?.get(element) ?? {};
  if (!primitive || element === 'resourceType') return undefined;
  return isList ? anything : extended;
}

function checkExtension(value: object, place: Place | undefined, walk: Walk): void {
  if (!('url' in value)) walk.add(toPlace(place, 'url'), texts.extensionUrl);
  const values = Object.keys(value).filter((name) => name.startsWith('value'));
  const isRight = 'extension' in value ? values.length === 0 : values.length === 1;
  if (!isRight) walk.add(place, texts.extensionValue);
}

/** FHIR allows no empty element of any type. */
function checkAny(value: unknown, place: Place, walk: Walk): void {
  if (!walk.refusesEmpty) return;
  if (value === null) walk.add(place, texts.null);
  else if (value === '') walk.add(place, texts.emptyText);
  else if (typeof value !== 'object') return;
  else if (place.depth > deepest) walk.add(place, texts.deep);
  else {
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    if (entries.length === 0) walk.add(place, texts.empty);
    for (const [key, item] of entries) checkAny(item, toPlace(place, key), walk);
  }
}

const isBlank = (value: unknown) =>
  value === null || (typeof value === 'string' && value.trim() === '');

function toPlace(parent: Place | undefined, key: PropertyKey): Place {
  return { parent, key, depth: (parent?.depth ?? 0) + 1 };
}

function toPath(place: Place | undefined): readonly PropertyKey[] {
  const path: PropertyKey[] = [];
  for (let at = place; at !== undefined; at = at.parent) path.unshift(at.key);
  return path;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
