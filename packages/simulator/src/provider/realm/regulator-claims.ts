import type { RegulatorDesk } from '../../platform/regulators/regulator-desk.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import type { RealmName } from './realm-layout.js';

/** How somebody signed in; `idp_connect` of the realm `sas`. */
export type SignInMethod = 'password' | 'psc';

/** Whom a realm knows. */
export interface RealmPeople {
  /** `sub` of somebody, where they may sign in. */
  toSubject(regulator: PlatformRegulator): string | undefined;
  /** Who has a `sub`, as long as they may be signed in. */
  find(subject: string): PlatformRegulator | undefined;
  /** What the realm says of somebody. */
  toClaims(regulator: PlatformRegulator, method: SignInMethod): Record<string, unknown>;
}

/** Before the national identifier, in a subject of Pro Santé Connect. */
const subjectPrefix = 'f:550d0000-0000-4000-8000-000000000000:';

/** Tells whom a realm knows: `sas` its active regulators; `esante-wallet` all who have a card. */
export function toRealmPeople(name: RealmName, desk: RegulatorDesk): RealmPeople {
  if (name === 'sas') {
    return {
      toSubject: ({ id, isActive }) => (isActive ? id : undefined),
      find(subject) {
        const regulator = desk.find(subject);
        return regulator?.isActive ? regulator : undefined;
      },
      toClaims: toSasClaims,
    };
  }
  return {
    toSubject: ({ nationalId }) => (nationalId ? subjectPrefix + nationalId : undefined),
    find: (subject) =>
      subject.startsWith(subjectPrefix)
        ? desk.findByNationalId(subject.slice(subjectPrefix.length))
        : undefined,
    toClaims: toPscClaims,
  };
}

function toSasClaims(
  { email, givenName, familyName }: PlatformRegulator,
  method: SignInMethod,
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

/** A physician in a practice, in the shape of what Pro Santé Connect tells. */
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
