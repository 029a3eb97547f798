import type { PlatformRegulator } from '../../state/platform-state.js';

/** The regulators of the demo: invented people, of every kind that matters to a vendor. */
export const demoRegulators: readonly PlatformRegulator[] = [
  toRegulator({
    number: 1,
    givenName: 'Camille',
    familyName: 'Delaunay',
    email: 'camille.delaunay@exemple.fr',
    nationalId: '810100000016',
  }),
  toRegulator({
    number: 2,
    givenName: 'Idriss',
    familyName: 'Benali',
    email: 'idriss.benali@exemple.fr',
    nationalId: '810100000024',
  }),
  toRegulator({
    number: 3,
    givenName: 'Maëlle',
    familyName: 'Le Goff',
    email: 'maelle.legoff@exemple.fr',
  }),
  toRegulator({
    number: 4,
    givenName: 'Jean-Baptiste',
    familyName: 'Hoarau',
    email: 'jb.hoarau@example.org',
  }),
  toRegulator({
    number: 5,
    givenName: 'Solène',
    familyName: 'Marchand-Roux',
    email: 'solene.marchand-roux@example.org',
    nationalId: '810100000032',
    isActive: false,
  }),
];

function toRegulator({
  number,
  nationalId = null,
  isActive = true,
  ...rest
}: {
  readonly number: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly nationalId?: string | null;
  readonly isActive?: boolean;
}): PlatformRegulator {
  // The same at each start: a vendor that stores its accounts gets the same people again.
  return {
    id: `5a5d0000-0000-4000-8000-00000000000${number}`,
    technicalId: `5a5e0000-0000-4000-8000-00000000000${number}`,
    nationalId,
    isActive,
    lastSent: null,
    lastCall: null,
    ...rest,
  };
}
