import type { AssociationsOutcome } from '../../platform/vendor/vendor-client.js';
import type { Simulation } from '../../simulation.js';

const maximumAge = 60_000;

type FoundAssociations = Extract<AssociationsOutcome, { outcome: 'found' }>;

/** The vendor's associations, requested when they are needed, and remembered. */
export interface AssociationList {
  /** Those of the last minute, otherwise the vendor's current ones. */
  read(): Promise<AssociationsOutcome>;
  /** The vendor's current ones. */
  refresh(): Promise<AssociationsOutcome>;
  /** The last ones that the vendor answered with, however old; absent if it never did. */
  remembered(): FoundAssociations | undefined;
}

/** Creates the list. A failure is not cached: the next reader asks again. */
export function createAssociationList({
  vendor,
  clock,
}: Pick<Simulation, 'vendor' | 'clock'>): AssociationList {
  let cached: { readonly at: number; readonly answer: Promise<AssociationsOutcome> } | undefined;
  let last: FoundAssociations | undefined;
  const refresh = () => {
    const asked = { at: clock.now(), answer: vendor.listAssociations() };
    cached = asked;
    const forget = () => {
      if (cached === asked) cached = undefined;
    };
    asked.answer.then((outcome) => {
      if (outcome.outcome === 'found') last = outcome;
      else forget();
    }, forget);
    return asked.answer;
  };
  return {
    refresh,
    read: () => {
      const isFresh = cached && Math.abs(clock.now() - cached.at) < maximumAge;
      return cached && isFresh ? cached.answer : refresh();
    },
    remembered: () => last,
  };
}
