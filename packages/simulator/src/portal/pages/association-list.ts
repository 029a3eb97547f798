import type { AssociationsOutcome } from '../../platform/vendor/vendor-client.js';
import type { Simulation } from '../../simulation.js';

const maximumAge = 60_000;

/** The vendor's associations, asked for when they are needed and not known. */
export interface AssociationList {
  /** Those of the last minute, else those that the vendor names now. */
  read(): Promise<AssociationsOutcome>;
  /** Those that the vendor names now. */
  refresh(): Promise<AssociationsOutcome>;
}

/** Creates the list. A failure is not kept: the next reader asks again. */
export function createAssociationList({
  vendor,
  clock,
}: Pick<Simulation, 'vendor' | 'clock'>): AssociationList {
  let known: { readonly at: number; readonly answer: Promise<AssociationsOutcome> } | undefined;
  const refresh = () => {
    const asked = { at: clock.now(), answer: vendor.listAssociations() };
    known = asked;
    const forget = () => {
      if (known === asked) known = undefined;
    };
    asked.answer.then(({ outcome }) => outcome === 'failed' && forget(), forget);
    return asked.answer;
  };
  return {
    refresh,
    read: () => {
      const isFresh = known && Math.abs(clock.now() - known.at) < maximumAge;
      return known && isFresh ? known.answer : refresh();
    },
  };
}
