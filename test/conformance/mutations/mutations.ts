import { accountMutations } from './account-mutations.js';
import { byHandMutations } from './by-hand-mutations.js';
import { listMutations } from './list-mutations.js';
import { metadataMutations } from './metadata-mutations.js';
import type { Mutation } from './mutation.js';
import { reportMutations } from './report-mutations.js';
import { searchMutations } from './search-mutations.js';
import { signOnMutations } from './sign-on-mutations.js';

/** A representative part, for every test run: what one request shows. */
export const quickestMutations: readonly Mutation[] = [
  ...metadataMutations,
  ...searchMutations.filter(({ rule }) => rule !== 'slots.size' && rule !== 'slots.duration'),
  ...reportMutations,
];

/** Every mutation but those of bookings and transport, which are files of their own. */
export const quickMutations: readonly Mutation[] = [
  ...metadataMutations,
  ...searchMutations,
  ...accountMutations,
  ...signOnMutations,
  ...reportMutations,
  ...listMutations,
  ...byHandMutations,
];
