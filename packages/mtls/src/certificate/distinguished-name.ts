/** One attribute of a subject. */
export interface DistinguishedNameAttribute {
  /** Its type as a dotted object identifier, such as `2.5.4.3` for CN. */
  readonly type: string;
  /** Its value; `undefined` when it cannot be read as text. */
  readonly value: string | undefined;
}

/** The attributes of a subject; those on the same level of the name follow one another. */
export type DistinguishedName = readonly DistinguishedNameAttribute[];

/** What identifies a caller. */
export interface CallerSubject {
  /** The only `CN`. */
  readonly commonName: string;
  /** The only `OU`. */
  readonly organizationalUnit: string;
}

const commonNameType = '2.5.4.3';
const organizationalUnitType = '2.5.4.11';

/**
 * Finds the CN and the OU of a subject. Returns `undefined` when either is missing or appears more
 * than once: nothing says which value the authority meant to identify the caller.
 */
export function toCallerSubject(name: DistinguishedName): CallerSubject | undefined {
  const commonName = onlyValue(name, commonNameType);
  const organizationalUnit = onlyValue(name, organizationalUnitType);
  if (commonName === undefined || organizationalUnit === undefined) return undefined;
  return { commonName, organizationalUnit };
}

function onlyValue(name: DistinguishedName, type: string): string | undefined {
  const values = name.filter((attribute) => attribute.type === type);
  return values.length === 1 ? values[0]?.value : undefined;
}
