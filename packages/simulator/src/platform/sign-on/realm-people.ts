import type { FindClaims, RealmName } from '@sas-sos/test-provider';
import type { PlatformRegulator } from '../../state/platform-state.js';
import type { RegulatorDesk } from '../regulators/regulator-desk.js';

/** The regulators, as the people of a realm. */
export interface RealmPeople {
  /** Finds the person with a `sub`, as long as they may sign in. */
  find(subject: string): PlatformRegulator | undefined;
  /** Returns the `sub` of a person; `undefined` if they may not sign in. */
  toSubject(regulator: PlatformRegulator): string | undefined;
  readonly findClaims: FindClaims;
}

/** Prefix of the national identifier in a subject of Pro Santé Connect. */
const subjectPrefix = 'f:550d0000-0000-4000-8000-000000000000:';

/**
 * Creates the people of a realm: of `sas` its active regulators, of `esante-wallet` all card
 * holders.
 */
export function createRealmPeople(name: RealmName, desk: RegulatorDesk): RealmPeople {
  const { find, toSubject, toClaims } = name === 'sas' ? toActive(desk) : toHolders(desk);
  return {
    find,
    toSubject,
    findClaims(subject, methods) {
      const regulator = find(subject);
      return regulator && toClaims(regulator, methods.includes('psc') ? 'psc' : 'password');
    },
  };
}

function toActive(desk: RegulatorDesk) {
  return {
    find(subject: string) {
      const regulator = desk.find(subject);
      return regulator?.isActive ? regulator : undefined;
    },
    toSubject: ({ id, isActive }: PlatformRegulator) => (isActive ? id : undefined),
    toClaims: toSasClaims,
  };
}

function toHolders(desk: RegulatorDesk) {
  return {
    find: (subject: string) =>
      subject.startsWith(subjectPrefix)
        ? desk.findByNationalId(subject.slice(subjectPrefix.length))
        : undefined,
    toSubject: ({ nationalId }: PlatformRegulator) =>
      nationalId ? subjectPrefix + nationalId : undefined,
    toClaims: toPscClaims,
  };
}

function toSasClaims(
  { email, givenName, familyName }: PlatformRegulator,
  method: 'password' | 'psc',
): Record<string, unknown> {
  return {
    email,
    email_verified: true,
    preferred_username: email,
    name: `${givenName} ${familyName}`,
    given_name: givenName,
    family_name: familyName,
    idp_connect: method,
  };
}

/** A physician in a practice, in the format of Pro Santé Connect's claims. */
function toPscClaims({ nationalId, givenName, familyName }: PlatformRegulator) {
  const upper = familyName.toLocaleUpperCase('fr');
  return {
    SubjectNameID: nationalId,
    preferred_username: nationalId,
    given_name: givenName,
    family_name: upper,
    SubjectOrganization: 'CABINET DE DEMONSTRATION',
    SubjectRole: ['10^1.2.250.1.213.1.1.5.5'],
    otherIds: [{ identifiant: nationalId, origine: 'RPPS', qualite: 1 }],
    SubjectRefPro: {
      exercices: [
        {
          codeProfession: '10',
          codeCategorieProfessionnelle: 'C',
          nomDexercice: upper,
          prenomDexercice: givenName,
          activities: [{ codeModeExercice: 'L', codeSecteurDactivite: 'SA07' }],
        },
      ],
    },
    Secteur_Activite: 'SA07^1.2.250.1.71.4.2.4',
    Acces_Regulation_Medicale: 'VRAI',
  };
}
