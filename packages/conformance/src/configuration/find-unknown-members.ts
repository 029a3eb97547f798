import { isObject, type JsonObject } from '../read/json-value.js';

const identity = { cert: 1, key: 1, passphrase: 1 } as const;

/** The settings that exist; 1: whatever it holds. */
const known = {
  vendor: 1,
  associations: { onePlace: 1, twoPlaces: 1 },
  slotTypes: 1,
  consultations: 1,
  certificates: {
    ca: 1,
    valid: identity,
    wrongCommonName: identity,
    wrongOrganizationalUnit: identity,
    revoked: identity,
  },
  simulator: 1,
  signOn: {
    origin: 1,
    loginPage: 1,
    regulatorPage: 1,
    callback: 1,
    confirmSeconds: 1,
    accept: 1,
  },
  booking: { book: 1, cancel: 1, fulfil: 1 },
  appointments: 1,
  declarations: {
    rppsUsed: 1,
    rppsAlwaysThere: 1,
    structureIdentifier: 1,
    healthDataHosting: 1,
    twoFactor: 1,
    lockOut: 1,
  },
  accounts: { identifiers: 1, seed: 1, emailDomain: 1, forgetAccounts: 1 },
  limits: { answer: 1, report: 1, run: 1 },
} as const;

/** Paths of members that no setting has: a misspelt one would silently do nothing. */
export function findUnknownMembers(
  given: JsonObject,
  among: JsonObject = known,
  at = '',
): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const path = at === '' ? name : `${at}.${name}`;
    if (!Object.hasOwn(among, name)) return [path];
    const inner = among[name];
    if (!isObject(inner)) return [];
    if (value === undefined) return [];
    return isObject(value) ? findUnknownMembers(value, inner, path) : [path];
  });
}
