import type { Text } from '../../rule/text.js';
import type { AccountAnswer } from '../../rules/accounts/account-answer.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { AccountMemory } from '../../run/memory.js';
import type { Person } from '../../run/people.js';
import type { Scene } from '../../run/scene.js';
import type { Evidence } from '../../run/step.js';
import {
  type PersonIdentifier,
  type PractitionerBody,
  toCreateRequest,
  toPractitioner,
  toUpdateRequest,
} from './regulator-request.js';

/** A call of INT_R02 about an account of the run. */
export interface AccountCall {
  readonly title: Text;
  /** Name of the account in the memory. */
  readonly name: string;
  readonly person: Person;
  /** In the body. */
  readonly identifier: PersonIdentifier;
  readonly active?: boolean | undefined;
  /** Makes the body wrong. */
  readonly spoil?: ((body: PractitionerBody) => void) | undefined;
}

/** Creates an account, and keeps it in mind if the vendor did. */
export async function createAccount(
  scene: Scene,
  call: AccountCall,
): Promise<Evidence<AccountAnswer>> {
  const { title, active = true } = call;
  const request = toCreateRequest(scene.settings.vendor, toBody(call));
  const { answer, exchange } = await scene.call({ title, ...request });
  keep(scene, call, { status: answer.status, location: answer.headers.get('location') });
  return {
    subject: { call: answer, interaction: 'create', isActive: active },
    exchanges: [exchange.number],
  };
}

/** Updates an account, and keeps in mind what the vendor accepted. */
export async function updateAccount(
  scene: Scene,
  call: AccountCall & { readonly knownAs: PersonIdentifier; readonly pipe?: string | undefined },
): Promise<Evidence<AccountAnswer>> {
  const { title, knownAs, name, active = true, pipe } = call;
  const request = toUpdateRequest(scene.settings.vendor, knownAs, toBody(call), pipe);
  const before = scene.memory.accounts.get(name)?.location;
  const { answer, exchange } = await scene.call({ title, ...request });
  keep(scene, call, { status: answer.status, location: answer.headers.get('location') });
  return {
    subject: { call: answer, interaction: 'update', isActive: active, before },
    exchanges: [exchange.number],
  };
}

function toBody({ person, identifier, active = true, spoil }: AccountCall): PractitionerBody {
  const body = toPractitioner(person, { identifiers: [identifier], active });
  spoil?.(body);
  return body;
}

function keep(
  { memory: { accounts } }: Scene,
  { name, person, identifier }: AccountCall,
  { status, location }: { readonly status: number; readonly location: string | null },
): void {
  if (status < 200 || status > 299) return;
  const known = accounts.get(name);
  const written = `${identifier.system}|${identifier.value}`;
  accounts.set(name, {
    person,
    current: identifier,
    identifiers: [...new Set([...(known?.identifiers ?? []), written])],
    emails: [...new Set([...(known?.emails ?? []), person.email])],
    location: known?.location ?? location ?? undefined,
  });
}

/** The account of a step before, which was not left out. */
export function findAccount({ memory }: Scene, name: string): AccountMemory {
  const account = memory.accounts.get(name);
  if (!account) {
    throw new LeaveOut({
      fr: 'Le compte dont cette étape a besoin n’a pas été créé.',
      en: 'The account that this step needs was not created.',
    });
  }
  return account;
}
