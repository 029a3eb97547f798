import { isObject, type JsonObject } from '../read/json-value.js';
import type { ConfigurationMistake } from './configuration-error.js';

/** What a value must be; undefined if it is. */
type Kind = (value: unknown) => string | undefined;

const kind =
  (isRight: (value: unknown) => boolean, message: string): Kind =>
  (value) =>
    isRight(value) ? undefined : message;

const isText = (value: unknown) => typeof value === 'string';
const isFunction = (value: unknown) => typeof value === 'function';

const text = kind(isText, 'Give a text.');
const texts = kind(
  (value) => Array.isArray(value) && value.every(isText),
  'Give a list of texts, such as ["PUBLIC"].',
);
const answer = kind(
  (value) => isText(value) || typeof value === 'boolean',
  'Give true, false or a text.',
);
const action = kind(
  (value) => isFunction(value) || (isObject(value) && isForm(value)),
  'Give a function, or { form, fields }: the action of a form, and texts to fill in.',
);
const isForm = ({ form, fields, ...others }: JsonObject) =>
  Object.keys(others).length === 0 &&
  (form === undefined || isText(form)) &&
  (fields === undefined || isFields(fields));
const isFields = (value: unknown) => isObject(value) && Object.values(value).every(isText);

const identity = { cert: null, key: null, passphrase: text } as const;

/** The settings that exist, and their kinds; `null`: checked where it is read. */
const known = {
  vendor: null,
  associations: { onePlace: null, twoPlaces: null },
  slotTypes: texts,
  consultations: texts,
  certificates: {
    ca: null,
    valid: identity,
    wrongCommonName: identity,
    wrongOrganizationalUnit: identity,
    revoked: identity,
  },
  simulator: null,
  signOn: {
    origin: null,
    loginPage: text,
    regulatorPage: text,
    confirmSeconds: kind(
      (value) => typeof value === 'number' && value >= 0 && value <= 86_400,
      'Give a number of seconds, 0 or more.',
    ),
    accept: kind(isFields, 'Give the fields of the form, by name: { "decision": "accept" }.'),
  },
  booking: { book: action, cancel: action, fulfil: action },
  appointments: kind(
    (value) => Array.isArray(value) && value.every((item) => isText(item) || isObject(item)),
    'Give a list of JSON files, or of resources.',
  ),
  declarations: {
    rppsUsed: answer,
    rppsAlwaysThere: answer,
    structureIdentifier: answer,
    healthDataHosting: answer,
    twoFactor: answer,
    lockOut: answer,
  },
  accounts: {
    identifiers: kind((value) => value === 'new' || value === 'fixed', "Give 'new' or 'fixed'."),
    seed: text,
    emailDomain: kind(
      (value) => isText(value) && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value as string),
      'Give a domain, such as conformance.example.',
    ),
    forgetAccounts: kind(isFunction, 'Give a function: write the configuration as .mjs or .ts.'),
  },
  validator: { jar: text, url: null, packages: texts, java: text },
  limits: { answer: null, report: null, run: null },
} as const;

/**
 * Finds members that no setting has, as a misspelt one would silently do nothing, and those of the
 * wrong kind, which nothing can be read from.
 */
export function findUnknownMembers(
  given: JsonObject,
  among: JsonObject = known,
  at = '',
): readonly ConfigurationMistake[] {
  return Object.entries(given).flatMap(([name, value]): readonly ConfigurationMistake[] => {
    const path = at === '' ? name : `${at}.${name}`;
    if (!Object.hasOwn(among, name)) return [{ path, message: 'There is no such setting.' }];
    if (value === undefined) return [];
    const expected = among[name];
    if (isObject(expected)) {
      return isObject(value)
        ? findUnknownMembers(value, expected, path)
        : [{ path, message: 'Give an object.' }];
    }
    const message = typeof expected === 'function' ? (expected as Kind)(value) : undefined;
    return message === undefined ? [] : [{ path, message }];
  });
}
