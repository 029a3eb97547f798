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
  for (const [name, { current }] of accounts) {
    const person = scene.people.create(name);
    const body = toPractitioner(person, { identifiers: [current], active: false });
    try {
      await scene.call({ ...toUpdateRequest(scene.settings.vendor, current, body), title });
    } catch (error) {
      // The vendor went away: there is nothing left to do.
      if (error instanceof NoAnswer) return;
      throw error;
    }
  }
  const created = accounts.map(([, { current: _, ...account }]) => account);
  if (created.length > 0) await scene.settings.accounts.forgetAccounts?.(created);
}
