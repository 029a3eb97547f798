import { NoAnswer } from '../client/create-caller.js';
import type { Text } from '../rule/text.js';
import { toPractitioner, toUpdateRequest } from '../steps/accounts/regulator-request.js';
import type { Scene } from './scene.js';

const title: Text = {
  fr: 'Fin : le compte d’essai est désactivé',
  en: 'End: the test account is disabled',
};

/** Disables the accounts that the run created, then lets the vendor forget them. */
export async function cleanUp(scene: Scene): Promise<void> {
  const accounts = [...scene.memory.accounts.entries()];
  for (const [, { person, current }] of accounts) {
    const body = toPractitioner(person, { identifiers: [current], active: false });
    try {
      await scene.call({ ...toUpdateRequest(scene.settings.vendor, current, body), title });
    } catch (error) {
      // The vendor went away: there is nothing left to do.
      if (error instanceof NoAnswer) return;
      throw error;
    }
  }
  await disableRegulators(scene);
  const created = accounts.map(([, { identifiers, emails, location }]) => ({
    identifiers,
    emails,
    location,
  }));
  if (created.length > 0) await scene.settings.accounts.forgetAccounts?.(created);
}

/** Withdraws the right of the simulator's regulators that the run created: it tells the vendor. */
async function disableRegulators({ simulator, memory }: Scene): Promise<void> {
  const ids = (memory.notes.get('regulators') ?? []) as readonly string[];
  for (const id of ids) await simulator?.ask('POST', `/regulators/${id}/disable`);
}
