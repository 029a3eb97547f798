import { createHash, randomBytes } from 'node:crypto';
import { identifierSystems } from '@sas-sos/core';
import type { AccountSettings } from '../configuration/configuration.js';

/** A person whom a run invents. */
export interface Person {
  readonly nationalId: string;
  readonly technicalId: string;
  readonly email: string;
  readonly family: string;
  readonly given: string;
}

/** Invents people. */
export interface People {
  readonly seed: string;
  /** The same name gives the same person within a run. */
  create(name: string): Person;
}

const fixedSeed = 'fixed';

/** Creates the people of a run: new ones, or the same each time. */
export function createPeople({
  identifiers = 'new',
  seed = identifiers === 'fixed' ? fixedSeed : randomBytes(6).toString('hex'),
  emailDomain = 'conformance.example',
}: AccountSettings): People {
  return {
    seed,
    create(name) {
      const digest = createHash('sha256').update(`${seed}/${name}`).digest();
      const hex = digest.toString('hex');
      return {
        nationalId: toNationalId(digest),
        technicalId: toUuid(hex),
        email: `${name.replace(/[^a-z0-9]+/g, '-')}.${hex.slice(0, 12)}@${emailDomain}`,
        family: `Essai-${toLetters(digest)}`,
        given: 'Conformance',
      };
    },
  };
}

/** `8`, and an RPPS that nobody has: those of people begin with 1. Its last digit is Luhn's. */
function toNationalId(digest: Buffer): string {
  const ten = `99${String(digest.readUIntBE(0, 6) % 100_000_000).padStart(8, '0')}`;
  return `8${ten}${luhnDigit(ten)}`;
}

function luhnDigit(digits: string): number {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

function toUuid(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Letters that no other person of the run has, so that a page shows whose it is. */
function toLetters(digest: Buffer): string {
  return [...digest.subarray(8, 14)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

/** An identifier, as a query has it. */
export const toNational = (value: string) => ({ system: identifierSystems.person, value });
export const toTechnical = (value: string) => ({ system: identifierSystems.technical, value });
