import { parseRegulatorIdentifier, toEmailKey } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import type { PlatformRegulator } from '../../state/platform-state.js';

/** The input of a person. */
export interface RegulatorFields {
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  /** No national identifier if empty or absent. */
  readonly nationalId?: string | null | undefined;
}

/** A refused field, and why. */
export interface RegulatorMistake {
  readonly field: keyof RegulatorFields;
  /** A sentence in French. */
  readonly message: string;
}

/** The input of a person, cleaned. */
export interface CleanFields {
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly nationalId: string | null;
}

const longestName = 200;
const longestEmail = 320;

/** Parses the input of a person: returns clean fields, or everything that is wrong with them. */
export function checkRegulatorFields(
  fields: RegulatorFields,
  others: readonly PlatformRegulator[],
): { readonly clean: CleanFields } | { readonly mistakes: readonly RegulatorMistake[] } {
  const mistakes: RegulatorMistake[] = [];
  const refuse = (field: RegulatorMistake['field'], message: string) =>
    mistakes.push({ field, message });
  const familyName = toName(fields.familyName);
  const givenName = toName(fields.givenName);
  const email = fields.email.trim();
  if (!isName(familyName)) refuse('familyName', 'Donnez un nom, de 200 caractères au plus.');
  if (!isName(givenName)) refuse('givenName', 'Donnez un prénom, de 200 caractères au plus.');
  if (!isEmail(email)) {
    refuse('email', 'Donnez une adresse e-mail, telle que prenom.nom@exemple.fr.');
  } else if (
    others.some(({ isActive, email: own }) => isActive && toEmailKey(own) === toEmailKey(email))
  ) {
    refuse('email', 'Un autre régulateur, qui a le droit, a cette adresse e-mail.');
  }
  const nationalId = toNationalId(fields.nationalId ?? '');
  if (nationalId === undefined) {
    refuse(
      'nationalId',
      'Donnez un RPPS (« 8 » puis 11 chiffres), un ADELI (« 0 » puis 9 chiffres), un identifiant au sein d’un établissement (« 3456780581/11242343 »), ou rien.',
    );
  } else if (nationalId !== null && others.some(holds(nationalId))) {
    refuse('nationalId', 'Un autre régulateur, qui a le droit, porte cet identifiant.');
  }
  if (mistakes.length > 0) return { mistakes };
  return { clean: { familyName, givenName, email, nationalId: nationalId ?? null } };
}

/** An identifier of a regulator who lost the right may be given to somebody else. */
function holds(nationalId: string): (other: PlatformRegulator) => boolean {
  return (other) => other.isActive && other.nationalId === nationalId;
}

const toName = (text: string): string => text.trim().replace(/\s+/gu, ' ').normalize('NFC');

const isName = (text: string): boolean =>
  text !== '' && text.length <= longestName && !/\p{Cc}/u.test(text);

const isEmail = (text: string): boolean =>
  text.length <= longestEmail && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(text);

/** `null` if the input is empty; `undefined` if it is not an identifier. */
function toNationalId(text: string): string | null | undefined {
  if (text.trim() === '') return null;
  const parsed = tryParse(() => parseRegulatorIdentifier(text));
  return parsed?.kind === 'national' ? parsed.value : undefined;
}
