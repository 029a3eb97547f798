import { NoAnswer } from '../client/create-caller.js';
import type { Text } from '../rule/text.js';
import { toPractitioner, toUpdateRequest } from '../steps/accounts/regulator-request.js';
import { LeaveOut } from './leave-out.js';
import type { Scene } from './scene.js';

const title: Text = {
  fr: 'Fin : le compte d’essai est désactivé',
  en: 'End: the test account is disabled',
};

/**
 * Disables the accounts that the run created, then lets the vendor forget them. Never rejects, for a
 * report is worth more: returns what prevented it, or null.
 */
export async function cleanUp(scene: Scene, signal: AbortSignal): Promise<Text | null> {
  const accounts = [...scene.memory.accounts.values()];
  const problems: Text[] = [];
  let refused = 0;
  for (const { person, current, isReleased } of accounts) {
    if (isReleased) continue;
    const body = toPractitioner(person, { identifiers: [current], active: false });
    const { vendor } = scene.settings;
    const request = { ...toUpdateRequest(vendor, current, body), title };
    const { response } = await scene.attempt(request);
    if (response === null || response.status > 299) refused += 1;
    // The vendor went away: the others would each take as long.
    if (response === null) break;
  }
  if (refused > 0) problems.push(toRefused(refused));
  const others = [
    { act: () => disableRegulators(scene), failure: notDisabled },
    { act: () => forget(scene, signal), failure: notForgotten },
  ];
  for (const { act, failure } of others) {
    try {
      await act();
    } catch (error) {
      problems.push(toText(error, failure));
    }
  }
  if (problems.length === 0) return null;
  const join = (language: keyof Text) => problems.map((text) => text[language]).join(' ');
  return { fr: join('fr'), en: join('en') };
}

const toRefused = (count: number): Text => ({
  fr: `Des comptes d’essai n’ont pas pu être désactivés (${count}).`,
  en: `Test accounts could not be disabled (${count}).`,
});

const notDisabled: Text = {
  fr: 'Le droit des régulateurs du simulateur n’a pas pu être retiré',
  en: 'The right of the simulator’s regulators could not be withdrawn',
};

const notForgotten: Text = {
  fr: 'Les comptes d’essai n’ont pas pu être oubliés',
  en: 'The test accounts could not be forgotten',
};

function toText(error: unknown, failure: Text): Text {
  if (error instanceof LeaveOut) return error.reason;
  if (error instanceof NoAnswer && error.exchange.failure) return error.exchange.failure.text;
  const message = error instanceof Error ? error.message : String(error);
  return { fr: `${failure.fr} : ${message}`, en: `${failure.en}: ${message}` };
}

/** Withdraws the right of the simulator's regulators that the run created: it tells the vendor. */
async function disableRegulators({ simulator, memory }: Scene): Promise<void> {
  const ids = (memory.notes.get('regulators') ?? []) as readonly string[];
  for (const id of ids) await simulator?.ask('POST', `/regulators/${id}/disable`);
}

/** Calls `forgetAccounts`, and waits no longer than the signal allows. */
async function forget({ settings, memory }: Scene, signal: AbortSignal): Promise<void> {
  const { forgetAccounts } = settings.accounts;
  const created = [...memory.accounts.values()].map(({ identifiers, emails, location }) => ({
    identifiers,
    emails,
    location,
  }));
  if (!forgetAccounts || created.length === 0) return;
  await Promise.race([
    // A function that throws at once is a rejection like another.
    Promise.resolve().then(() => forgetAccounts(created)),
    new Promise<never>((_resolve, reject) => {
      const late = () => reject(new Error('forgetAccounts did not end in time.'));
      signal.addEventListener('abort', late, { once: true });
      if (signal.aborted) late();
    }),
  ]);
}
