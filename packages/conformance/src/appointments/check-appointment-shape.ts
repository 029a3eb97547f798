import { toElementPath } from '@sas-sos/fhir-http';
import { type ElementKind, primitives, shapes } from './appointment-shape.js';
import type { Finding } from './finding.js';

/** For a body with hundreds of errors, only as many findings as a person will read. */
const mostFindings = 20;

type Path = readonly PropertyKey[];

/**
 * Checks the form of an Appointment: only elements of FHIR, each of its type, none empty. If it
 * passes, the body can be read as FHIR; the profile is checked elsewhere.
 */
export function checkAppointmentShape(appointment: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (path: Path, text: string) => {
    if (findings.length < mostFindings) {
      findings.push({ code: 'structure', expression: toElementPath('Appointment', path), text });
    }
    return undefined;
  };
  if (isObject(appointment) && appointment['resourceType'] !== 'Appointment') {
    add(['resourceType'], 'La ressource attendue est un Appointment.');
  } else {
    checkObject(appointment, 'Appointment', [], add);
  }
  return findings;
}

type Add = (path: Path, text: string) => undefined;

function checkValue(value: unknown, kind: ElementKind, path: Path, add: Add): undefined {
  if (kind.endsWith('[]')) {
    if (!Array.isArray(value)) return add(path, 'Cet élément doit être une liste.');
    if (value.length === 0) return add(path, 'Une liste ne doit pas être vide : retirez-la.');
    const itemKind = kind.slice(0, -2) as ElementKind;
    for (const [index, item] of value.entries()) checkValue(item, itemKind, [...path, index], add);
  } else if (kind in shapes) {
    checkObject(value, kind as keyof typeof shapes, path, add);
  } else if (kind in primitives) {
    const { name, isRight } = primitives[kind as keyof typeof primitives];
    if (!isRight(value)) add(path, `Cet élément doit être ${name}.`);
  } else {
    checkAny(value, path, add);
  }
}

function checkObject(value: unknown, shape: keyof typeof shapes, path: Path, add: Add): undefined {
  if (!isObject(value)) return add(path, 'Cet élément doit être un objet.');
  const entries = Object.entries(value);
  if (entries.length === 0) return add(path, 'Un objet ne doit pas être vide : retirez-le.');
  for (const [name, item] of entries) {
    const at = [...path, name];
    const kind = kindOf(shape, name);
    if (kind === undefined) add(at, 'Cet élément n’existe pas dans FHIR R4 à cet endroit.');
    else checkValue(item, kind, at, add);
  }
  if (shape === 'Extension') checkExtension(value, path, add);
  if (shape === 'Narrative' && !('status' in value && 'div' in value)) {
    add(path, 'Un texte de présentation a un statut (status) et un contenu (div).');
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
  if (!('url' in value)) add([...path, 'url'], 'L’adresse de l’extension manque.');
  const values = Object.keys(value).filter((name) => name.startsWith('value'));
  const isRight = 'extension' in value ? values.length === 0 : values.length === 1;
  if (!isRight) add(path, 'Une extension porte une valeur ou des extensions, et une seule valeur.');
}

/** FHIR allows no empty element of any type. */
function checkAny(value: unknown, path: Path, add: Add): undefined {
  if (value === null) return add(path, '« null » n’a pas de sens ici : retirez l’élément.');
  if (value === '') return add(path, 'Un texte ne doit pas être vide : retirez-le.');
  if (typeof value !== 'object') return undefined;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  if (entries.length === 0) return add(path, 'Cet élément ne doit pas être vide : retirez-le.');
  for (const [key, item] of entries) checkAny(item, [...path, key], add);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
