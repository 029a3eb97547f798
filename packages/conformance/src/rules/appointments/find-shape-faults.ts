import { toElementPath } from '@sas-sos/fhir-http';
import type { Fault } from '../../rule/fault.js';
import type { Text } from '../../rule/text.js';
import { type ElementKind, primitives, shapes } from './appointment-shape.js';

/** For a body with hundreds of errors, only as many faults as a person will read. */
const mostFaults = 20;

const texts = {
  resource: {
    fr: 'La ressource attendue est un Appointment.',
    en: 'The expected resource is an Appointment.',
  },
  list: {
    fr: 'Cet élément doit être une liste.',
    en: 'This element must be a list.',
  },
  emptyList: {
    fr: 'Une liste ne doit pas être vide : retirez-la.',
    en: 'A list must not be empty: remove it.',
  },
  object: {
    fr: 'Cet élément doit être un objet.',
    en: 'This element must be an object.',
  },
  emptyObject: {
    fr: 'Un objet ne doit pas être vide : retirez-le.',
    en: 'An object must not be empty: remove it.',
  },
  unknown: {
    fr: 'Cet élément n’existe pas dans FHIR R4 à cet endroit.',
    en: 'FHIR R4 has no such element in this place.',
  },
  narrative: {
    fr: 'Un texte de présentation a un statut (status) et un contenu (div).',
    en: 'A narrative has a status and a content (div).',
  },
  extensionUrl: {
    fr: 'L’adresse de l’extension manque.',
    en: 'The address of the extension is missing.',
  },
  extensionValue: {
    fr: 'Une extension porte une valeur ou des extensions, et une seule valeur.',
    en: 'An extension has a value or extensions, and a single value.',
  },
  null: {
    fr: '« null » n’a pas de sens ici : retirez l’élément.',
    en: '`null` has no meaning here: remove the element.',
  },
  emptyText: {
    fr: 'Un texte ne doit pas être vide : retirez-le.',
    en: 'A text must not be empty: remove it.',
  },
  empty: {
    fr: 'Cet élément ne doit pas être vide : retirez-le.',
    en: 'This element must not be empty: remove it.',
  },
} as const satisfies Readonly<Record<string, Text>>;

type Path = readonly PropertyKey[];

/**
 * Checks the form of an Appointment: only elements of FHIR, each of its type, none empty. If it
 * passes, the body can be read as FHIR; the profile is checked elsewhere.
 */
export function findShapeFaults(appointment: unknown): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (path: Path, text: Text) => {
    if (faults.length < mostFaults) {
      const element = toElementPath('Appointment', path);
      faults.push({ code: 'structure', element, path: element, text });
    }
    return undefined;
  };
  if (isObject(appointment) && appointment['resourceType'] !== 'Appointment') {
    add(['resourceType'], texts.resource);
  } else {
    checkObject(appointment, 'Appointment', [], add);
  }
  return faults;
}

type Add = (path: Path, text: Text) => undefined;

function checkValue(value: unknown, kind: ElementKind, path: Path, add: Add): undefined {
  if (kind.endsWith('[]')) {
    if (!Array.isArray(value)) return add(path, texts.list);
    if (value.length === 0) return add(path, texts.emptyList);
    const itemKind = kind.slice(0, -2) as ElementKind;
    for (const [index, item] of value.entries()) checkValue(item, itemKind, [...path, index], add);
  } else if (kind in shapes) {
    checkObject(value, kind as keyof typeof shapes, path, add);
  } else if (kind in primitives) {
    const { name, isRight } = primitives[kind as keyof typeof primitives];
    if (!isRight(value)) {
      const { fr, en } = name;
      add(path, { fr: `Cet élément doit être ${fr}.`, en: `This element must be ${en}.` });
    }
  } else {
    checkAny(value, path, add);
  }
}

function checkObject(value: unknown, shape: keyof typeof shapes, path: Path, add: Add): undefined {
  if (!isObject(value)) return add(path, texts.object);
  const entries = Object.entries(value);
  if (entries.length === 0) return add(path, texts.emptyObject);
  for (const [name, item] of entries) {
    const at = [...path, name];
    const kind = kindOf(shape, name);
    if (kind === undefined) add(at, texts.unknown);
    else checkValue(item, kind, at, add);
  }
  if (shape === 'Extension') checkExtension(value, path, add);
  if (shape === 'Narrative' && !('status' in value && 'div' in value)) {
    add(path, texts.narrative);
  }
}

function kindOf(shape: keyof typeof shapes, name: string): ElementKind | undefined {
  const elements = shapes[shape];
  if (Object.hasOwn(elements, name)) return elements[name];
  if (shape === 'Extension' && /^value[A-Z][A-Za-z]*$/.test(name)) return 'any';
  // `_start` contains the id and the extensions of a primitive.
  const primitive = name.startsWith('_') ? name.slice(1) : '';
  if (!Object.hasOwn(elements, primitive)) return undefined;
  const kind = elements[primitive] as ElementKind;
  if (!(kind.replace('[]', '') in primitives) || primitive === 'resourceType') return undefined;
  return kind.endsWith('[]') ? 'any' : 'Element';
}

function checkExtension(value: Readonly<Record<string, unknown>>, path: Path, add: Add): undefined {
  if (!('url' in value)) add([...path, 'url'], texts.extensionUrl);
  const values = Object.keys(value).filter((name) => name.startsWith('value'));
  const isRight = 'extension' in value ? values.length === 0 : values.length === 1;
  if (!isRight) add(path, texts.extensionValue);
}

/** FHIR allows no empty element of any type. */
function checkAny(value: unknown, path: Path, add: Add): undefined {
  if (value === null) return add(path, texts.null);
  if (value === '') return add(path, texts.emptyText);
  if (typeof value !== 'object') return undefined;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  if (entries.length === 0) return add(path, texts.empty);
  for (const [key, item] of entries) checkAny(item, [...path, key], add);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
