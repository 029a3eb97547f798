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

interface Walk {
  /** Whether what is empty, or too deep, is a fault: in a search set another rule finds it. */
  readonly refusesEmpty: boolean;
  /** The way to the element that is looked at: one list for all, because there are thousands. */
  readonly path: PropertyKey[];
  /** Adds a fault of that element, or of a member of it. */
  add(text: Text, member?: PropertyKey): void;
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
  const path: PropertyKey[] = [];
  const add = (text: Text, member?: PropertyKey) => {
    if (faults.length === mostFaults) return;
    const way = member === undefined ? path : [...path, member];
    const element = toElementPath(type, way).slice(0, 200);
    faults.push({ code: 'structure', element, path: element, text });
  };
  if (isObject(resource) && resource['resourceType'] !== type) {
    add(
      {
        fr: `La ressource attendue est un ${type}.`,
        en: `The expected resource is of type ${type}.`,
      },
      'resourceType',
    );
  } else {
    checkObject(resource, type, { refusesEmpty, path, add });
  }
  return faults;
}

function checkValue(value: unknown, expected: Expected, key: PropertyKey, walk: Walk): void {
  if (value === undefined || (!walk.refusesEmpty && isBlank(value))) return;
  if (!expected.isList) {
    checkItem(value, expected, key, walk);
    return;
  }
  if (!Array.isArray(value)) {
    walk.add(texts.list, key);
    return;
  }
  if (value.length === 0 && walk.refusesEmpty) {
    walk.add(texts.emptyList, key);
    return;
  }
  walk.path.push(key);
  for (let index = 0; index < value.length; index += 1) {
    if (walk.refusesEmpty || !isBlank(value[index])) {
      checkItem(value[index], expected, index, walk);
    }
  }
  walk.path.pop();
}

function checkItem(
  value: unknown,
  { primitive, shape, isResource }: Expected,
  key: PropertyKey,
  walk: Walk,
): void {
  if (primitive) {
    if (primitive.isRight(value)) return;
    const { fr, en } = primitive.name;
    walk.add({ fr: `Cet élément doit être ${fr}.`, en: `This element must be ${en}.` }, key);
    return;
  }
  const type = isResource && isObject(value) ? value['resourceType'] : undefined;
  // Which resources an answer may have is for another rule.
  const isOurs = typeof type === 'string' && Object.hasOwn(resourceShapes, type);
  const known = isOurs ? (type as ShapeName) : shape;
  walk.path.push(key);
  if (walk.path.length > deepest) {
    if (walk.refusesEmpty) walk.add(texts.deep);
  } else if (known) checkObject(value, known, walk);
  else checkAny(value, walk);
  walk.path.pop();
}

function checkObject(value: unknown, shape: ShapeName, walk: Walk): void {
  if (!isObject(value)) {
    walk.add(texts.object);
    return;
  }
  const elements = shapes.get(shape) as ReadonlyMap<string, Expected>;
  let isEmpty = true;
  for (const name in value) {
    isEmpty = false;
    const expected = elements.get(name) ?? findExpected(shape, name);
    if (expected) checkValue(value[name], expected, name, walk);
    else walk.add(texts.unknown, name);
  }
  if (isEmpty) {
    if (walk.refusesEmpty) walk.add(texts.emptyObject);
    return;
  }
  if (shape === 'LocationPosition') {
    for (const name of ['longitude', 'latitude']) {
      if (!(name in value)) walk.add(texts.missing, name);
    }
  }
  if (shape === 'Extension') checkExtension(value, walk);
  if (shape === 'Narrative' && !('status' in value && 'div' in value)) walk.add(texts.narrative);
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

function checkExtension(value: object, walk: Walk): void {
  if (!('url' in value)) walk.add(texts.extensionUrl, 'url');
  const values = Object.keys(value).filter((name) => name.startsWith('value'));
  const isRight = 'extension' in value ? values.length === 0 : values.length === 1;
  if (!isRight) walk.add(texts.extensionValue);
}

/** FHIR allows no empty element of any type. */
function checkAny(value: unknown, walk: Walk): void {
  if (!walk.refusesEmpty) return;
  if (value === null) walk.add(texts.null);
  else if (value === '') walk.add(texts.emptyText);
  else if (typeof value !== 'object') return;
  else if (walk.path.length > deepest) walk.add(texts.deep);
  else {
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    if (entries.length === 0) walk.add(texts.empty);
    for (const [key, item] of entries) {
      walk.path.push(key);
      checkAny(item, walk);
      walk.path.pop();
    }
  }
}

const isBlank = (value: unknown) =>
  value === null || (typeof value === 'string' && value.trim() === '');

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
