import { hasValidRppsCheckDigit, hasValidSiretCheckDigit } from './check-digit.js';
import { identifierSystems } from './identifier-systems.js';
import { SasError } from './sas-error.js';

/** What a national identifier identifies: a structure (or a practice), or a person. */
export type IdentifierDomain = 'structure' | 'person';

/** Kind of a national identifier. */
type NationalIdentifierKind =
  | 'siret'
  | 'finess'
  | 'rpps-rang'
  | 'adeli-rang'
  | 'rpps'
  | 'adeli'
  | 'establishment';

/** A parsed national identifier. */
export interface NationalIdentifier {
  /** Its kind. */
  readonly kind: NationalIdentifierKind;
  /** The identifier with its prefix: the only form that is sent. */
  readonly value: string;
  /** The identifier without its prefix, as most databases store it. */
  readonly unprefixed: string;
  /** `identifier.system` that goes with it. */
  readonly system: string;
  /** `identifier.type.coding.code` that goes with it. */
  readonly typeCode: 'IDNST' | 'IDNPS';
  /**
   * Whether the check digit is right; `none` for a kind without one. A diagnostic for your own
   * data, never a reason to refuse: the identifiers of the test platforms fail it.
   */
  readonly checkDigit: 'valid' | 'invalid' | 'none';
}

interface Form {
  readonly kind: NationalIdentifierKind;
  readonly domain: IdentifierDomain;
  readonly prefix: string;
  /** The identifier without its prefix. */
  readonly pattern: RegExp;
  /** Whether the form without prefix is distinct from every other form of its domain. */
  readonly unprefixed: boolean;
  readonly isCheckDigitValid?: (unprefixed: string) => boolean;
}

// Tried in order, each with its prefix, then without. 14 digits are always a SIRET: an RPPS rang of
// that length cannot be distinguished from a SIRET that begins with 4.
const forms: readonly Form[] = [
  {
    kind: 'siret',
    domain: 'structure',
    prefix: '3',
    pattern: /^\d{14}$/,
    unprefixed: true,
    isCheckDigitValid: hasValidSiretCheckDigit,
  },
  {
    kind: 'finess',
    domain: 'structure',
    prefix: '1',
    pattern: /^[0-9A-Z]{2}\d{7}$/,
    unprefixed: true,
  },
  {
    kind: 'rpps-rang',
    domain: 'structure',
    prefix: '4',
    pattern: /^\d{12,14}$/,
    unprefixed: false,
  },
  {
    kind: 'adeli-rang',
    domain: 'structure',
    prefix: '0',
    pattern: /^[0-9A-Z]{2}\d{8,10}$/,
    unprefixed: false,
  },
  {
    kind: 'rpps',
    domain: 'person',
    prefix: '8',
    pattern: /^\d{11}$/,
    unprefixed: true,
    isCheckDigitValid: hasValidRppsCheckDigit,
  },
  {
    kind: 'adeli',
    domain: 'person',
    prefix: '0',
    pattern: /^[0-9A-Z]{2}\d{7}$/,
    unprefixed: true,
  },
  {
    kind: 'establishment',
    domain: 'person',
    prefix: '',
    // Invisible characters are refused, too.
    pattern: /^[1-9][0-9A-Z]{9,14}\/[^\s/|\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]{1,64}$/u,
    unprefixed: true,
  },
];

function read(form: Form, unprefixed: string): NationalIdentifier {
  return {
    kind: form.kind,
    value: form.prefix + unprefixed,
    unprefixed,
    system: identifierSystems[form.domain],
    typeCode: form.domain === 'structure' ? 'IDNST' : 'IDNPS',
    checkDigit: form.isCheckDigitValid
      ? form.isCheckDigitValid(unprefixed)
        ? 'valid'
        : 'invalid'
      : 'none',
  };
}

/**
 * Reads a national identifier, with or without its one-digit prefix; spaces are ignored except
 * within an establishment's own part.
 *
 * A SIRET has 14 digits without its prefix and 15 with it, so the two cannot be confused.
 *
 * @throws SasError `SAS_IDENTIFIER_MALFORMED` when the text has none of the domain's forms.
 * @example
 * ```ts
 * parseNationalIdentifier('334 173 748 40002', 'structure').value; // '333417374840002'
 * ```
 */
export function parseNationalIdentifier(
  text: string,
  domain: IdentifierDomain,
): NationalIdentifier {
  return readAs(
    text,
    forms.filter((form) => form.domain === domain),
  );
}

/**
 * Reads a SIRET, with or without its prefix.
 *
 * @throws SasError `SAS_IDENTIFIER_MALFORMED` when the text is not a SIRET.
 */
export function parseSiret(text: string): NationalIdentifier {
  return readAs(
    text,
    forms.filter((form) => form.kind === 'siret'),
  );
}

/**
 * Reads a FINESS, with or without its prefix.
 *
 * @throws SasError `SAS_IDENTIFIER_MALFORMED` when the text is not a FINESS.
 */
export function parseFiness(text: string): NationalIdentifier {
  return readAs(
    text,
    forms.filter((form) => form.kind === 'finess'),
  );
}

function readAs(text: string, candidates: readonly Form[]): NationalIdentifier {
  const compact = text.length <= 128 ? toCompact(text) : '';
  for (const form of candidates) {
    if (compact.startsWith(form.prefix)) {
      const rest = compact.slice(form.prefix.length);
      if (form.pattern.test(rest)) return read(form, rest);
    }
    if (form.unprefixed && form.pattern.test(compact)) return read(form, compact);
  }
  throw new SasError('SAS_IDENTIFIER_MALFORMED');
}

/**
 * Removes spaces and converts to upper case. After the slash, an identifier within an establishment
 * is that establishment's own, and is not changed.
 */
function toCompact(text: string): string {
  const slash = text.indexOf('/');
  const national = slash < 0 ? text : text.slice(0, slash);
  const own = slash < 0 ? '' : text.slice(slash).trimEnd();
  return national.replace(/\s+/g, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase()) + own;
}
