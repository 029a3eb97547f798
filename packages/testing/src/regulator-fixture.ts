import { type RegulatorAccount, type RegulatorAccountChange, toEmailKey } from '@sas-sos/core';

/** The fields that a check sets on an account; the e-mail key is derived from the e-mail. */
export type RegulatorAccountPart = Partial<Omit<RegulatorAccount, 'id' | 'emailKey'>>;

/** An account whose type includes the identifiers it was created with. */
export type MadeUpAccount<Part> = RegulatorAccount &
  Part &
  Omit<{ readonly technicalId: string }, keyof Part>;

/** Creates a made-up account; its number determines the id and the technical identifier. */
export function createRegulatorAccount<Part extends RegulatorAccountPart = Record<never, never>>(
  number: number,
  part?: Part,
): MadeUpAccount<Part> {
  const last = String(number).padStart(12, '0');
  const account = {
    id: `1d000000-0000-4000-8000-${last}`,
    version: 1,
    nationalId: null,
    technicalId: `7ec00000-0000-4000-8000-${last}`,
    active: true,
    email: `regulation.${number}@example.org`,
    familyName: `Essai ${number}`,
    givenName: 'Camille',
    details: {},
    ...part,
  };
  return { ...account, emailKey: toEmailKey(account.email) } as MadeUpAccount<Part>;
}

/** Creates the change that adds an account. */
export function toAddition(after: RegulatorAccount): RegulatorAccountChange {
  return { after };
}

/** Creates the change that gives an account new values and the next version. */
export function toChange(
  before: RegulatorAccount,
  part: RegulatorAccountPart,
): RegulatorAccountChange {
  const after = { ...before, ...part, version: before.version + 1 };
  return { before, after: { ...after, emailKey: toEmailKey(after.email) } };
}

/** Creates the national identifier of a made-up person, in the form of an RPPS number. */
export function toNationalId(number: number): string {
  return `8999${String(number).padStart(8, '0')}`;
}

const sharedEmail = 'Accueil.Partage@example.org';

/** The accounts that every check starts with; each covers a particular case. */
export const regulatorFixture = {
  national: createRegulatorAccount(1, { nationalId: toNationalId(1), technicalId: null }),
  technical: createRegulatorAccount(2, {
    email: 'Prenom.NOM@Example.ORG',
    details: { title: 'MME', gender: 'female' },
  }),
  complete: createRegulatorAccount(3, {
    nationalId: toNationalId(3),
    version: 41,
    familyName: "d'Essai-L'Œuvre",
    givenName: 'Zoë 👩🏽‍⚕️ "Zo"',
    details: {
      title: 'MME',
      professionalTitles: ['DR', 'PR'],
      gender: 'other',
      birthDate: '1980-02-29',
      birthName: 'Ço\\mpose\u0301',
      address: {
        lines: ["12 bis rue de l'Église", '', 'Bât. « B »'],
        postalCode: '01000',
        city: 'L’Haÿ',
        country: 'FRA',
      },
      socialSecurityNumber: '2 80 02 99 999 999 99',
      qualifications: [
        { system: 'https://codes.example.org/profession', code: '10', label: 'Médecin' },
        { label: 'Régulation 🚑' },
      ],
    },
  }),
  // Identifiers that differ only by case after the slash.
  mixedCase: createRegulatorAccount(4, { nationalId: '3456780581/11242343AbC' }),
  otherCase: createRegulatorAccount(5, { nationalId: '3456780581/11242343aBc' }),
  // Characters that LIKE treats as wildcards, and an e-mail that such a pattern would match.
  wildcard: createRegulatorAccount(6, {
    nationalId: '3456780581/1_2%',
    technicalId: null,
    email: 'a_b%@example.org',
  }),
  likeWildcard: createRegulatorAccount(7, {
    nationalId: '3456780581/1x2yz',
    email: 'axbyz@example.org',
  }),
  quoted: createRegulatorAccount(8, {
    nationalId: `3456780581/O'1"\\;--`,
    email: `o'essai"\\;--@example.org`,
  }),
  // E-mails that differ only by accents.
  accented: createRegulatorAccount(9, { email: 'Zoé.Essai@example.org' }),
  unaccented: createRegulatorAccount(10, { email: 'zoe.essai@example.org' }),
  // One e-mail on two disabled accounts and one active; two accounts without identifiers.
  bare: createRegulatorAccount(11, { technicalId: null, active: false, email: sharedEmail }),
  alsoBare: createRegulatorAccount(12, { technicalId: null, active: false, email: sharedEmail }),
  shared: createRegulatorAccount(13, { email: sharedEmail.toLowerCase() }),
  disabled: createRegulatorAccount(14, { nationalId: toNationalId(14), active: false, version: 7 }),
} as const satisfies Readonly<Record<string, RegulatorAccount>>;

/** The same accounts as a list, to load. */
export const regulatorFixtureAccounts: readonly RegulatorAccount[] =
  Object.values(regulatorFixture);
