import type { Text } from '../../rule/text.js';

/** Kinds of primitive values. */
export type Primitive =
  | 'absolute-uri'
  | 'boolean'
  | 'code'
  | 'dateTime'
  | 'decimal'
  | 'id'
  | 'identifier-use'
  | 'instant'
  | 'integer'
  | 'narrative-status'
  | 'participant-required'
  | 'string'
  | 'uri'
  | 'xhtml';

const clock = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d{1,9})?';
const offset = '(Z|[+-](0\\d|1[0-3]):[0-5]\\d|[+-]14:00)';
const day = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

const instant = new RegExp(`^${day}T${clock}${offset}$`);
const dateTime = new RegExp(`^(\\d{4}(-(0[1-9]|1[0-2]))?|${day}(T${clock}${offset})?)$`);

/** What each primitive must be, and its name. */
export const primitives: Readonly<
  Record<Primitive, { readonly name: Text; readonly isRight: (value: unknown) => boolean }>
> = {
  boolean: {
    name: { fr: '« true » ou « false »', en: '`true` or `false`' },
    isRight: (value) => typeof value === 'boolean',
  },
  integer: {
    name: { fr: 'un nombre entier', en: 'a whole number' },
    isRight: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31,
  },
  decimal: {
    name: { fr: 'un nombre', en: 'a number' },
    isRight: (value) => typeof value === 'number',
  },
  string: {
    name: { fr: 'un texte, sans être vide', en: 'a text that is not empty' },
    isRight: (value) => isText(value, /\S/),
  },
  xhtml: { name: { fr: 'du XHTML', en: 'XHTML' }, isRight: (value) => isText(value, /^<div[\s>]/) },
  code: {
    name: { fr: 'un code', en: 'a code' },
    isRight: (value) => isText(value, /^\S+( \S+)*$/),
  },
  uri: {
    name: { fr: 'une adresse, sans espace', en: 'an address without spaces' },
    isRight: (value) => isText(value, /^\S+$/),
  },
  'absolute-uri': {
    name: {
      fr: 'une adresse absolue (https://…, urn:…)',
      en: 'an absolute address (https://…, urn:…)',
    },
    isRight: (value) => isText(value, /^[a-z][a-z\d+.-]*:\S+$/i),
  },
  id: {
    name: {
      fr: 'un identifiant FHIR (64 lettres, chiffres, points ou tirets au plus)',
      en: 'a FHIR id (at most 64 letters, digits, dots or hyphens)',
    },
    isRight: (value) => isText(value, /^[A-Za-z\d.-]{1,64}$/),
  },
  'identifier-use': oneOf('usual', 'official', 'temp', 'secondary', 'old'),
  'narrative-status': oneOf('generated', 'extensions', 'additional', 'empty'),
  'participant-required': oneOf('required', 'optional', 'information-only'),
  instant: {
    name: {
      fr: 'un instant avec son décalage horaire (2026-12-01T09:00:00+01:00)',
      en: 'an instant with its offset (2026-12-01T09:00:00+01:00)',
    },
    isRight: (value) => isText(value, instant) && isDay(value),
  },
  dateTime: {
    name: {
      fr: 'une date, ou un instant avec son décalage horaire (2026-12-01T09:00:00+01:00)',
      en: 'a date, or an instant with its offset (2026-12-01T09:00:00+01:00)',
    },
    isRight: (value) => isText(value, dateTime) && isDay(value),
  },
};

function oneOf(...codes: readonly string[]) {
  return {
    name: { fr: `l’un de : ${codes.join(', ')}`, en: `one of: ${codes.join(', ')}` },
    isRight: (value: unknown) => codes.some((code) => code === value),
  };
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** Whether the day exists in the calendar; always true for a year or a month alone. */
function isDay(text: string): boolean {
  const day = Number(text.slice(8, 10));
  // Every month has 28: most of thousands of instants are not read for that.
  if (text.length < 10 || day <= 28) return true;
  // Calendars repeat after 400 years; the first hundred would be read as those after 1900.
  const year = Number(text.slice(0, 4)) + 400;
  return day <= new Date(Date.UTC(year, Number(text.slice(5, 7)), 0)).getUTCDate();
}
