import { type RegulatorAccount, systemClock } from '@sas-sos/core';
import type { SignOnUnderTest } from '@sas-sos/testing';
import { createSessions } from '../../session/sessions.js';
import type { Store } from '../../store/store.js';
import { createSignOnSessions } from '../create-sign-on-sessions.js';

/** Creates the adapter over the sessions of a store, which gets the accounts of the suite. */
export async function createSignOnUnderTest(
  store: Store,
  fixtureAccounts: readonly RegulatorAccount[],
): Promise<SignOnUnderTest> {
  const { signal } = new AbortController();
  const changes = fixtureAccounts.map((after) => ({ after }));
  const outcome = await store.createRegulatorAccounts().save(changes, { signal });
  if (outcome !== 'saved') throw new Error('The accounts could not be saved');
  const sessions = createSessions({
    table: store.sessions,
    regulators: store.regulators,
    clock: systemClock,
    isSecure: true,
  });
  return {
    signOn: createSignOnSessions(sessions).signOn,
    async openStaffSession() {
      const [cookie = ''] = (await sessions.open({ kind: 'staff' }, undefined)).split(';');
      return cookie;
    },
  };
}
