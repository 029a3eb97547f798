/** One attribute of a subject. */
export interface DistinguishedNameAttribute {
  /** Its type as a dotted object identifier, such as `2.5.4.3` for CN. */
  readonly type: string;
  /** Its value; absent when it is no text. */
  readonly value: string | undefined;
}

/** The attributes of a subject; those that share a level of the name stand beside each other. */
export type DistinguishedName = readonly DistinguishedNameAttribute[];

/** What a caller is known by. */
export interface CallerSubject {
  /** The one `CN`. */
  readonly commonName: string;
  /** The one `OU`. */
  readonly organizationalUnit: string;
}

const commonNameType = '2.5.4.3';
const organizationalUnitType = '2.5.4.11';

/**
 * Finds the CN and the OU of a subject. A subject with none or several of either has no answer:
 * which of them an authority vouched for as the caller's cannot be told.
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
