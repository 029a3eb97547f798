import { randomUUID } from 'node:crypto';
import { type Clock, toEmailKey } from '@sas-sos/core';
import type {
  PlatformRegulator,
  RegulatorCall,
  SentRegulator,
} from '../../state/platform-state.js';
import type { StateStore } from '../../state/state-store.js';
import type { RegulatorSendOutcome, VendorClient } from '../vendor/vendor-client.js';
import { toRegulatorIdentifier } from '../vendor/vendor-request.js';
import {
  checkRegulatorFields,
  type RegulatorFields,
  type RegulatorMistake,
} from './regulator-fields.js';

/** The platform's regulators, and the calls of INT_R02 at the moments when the platform makes them. */
export interface RegulatorDesk {
  list(): readonly PlatformRegulator[];
  find(id: string): PlatformRegulator | undefined;
  /** Finds who signs in by e-mail, whatever its case. */
  findByEmail(email: string): PlatformRegulator | undefined;
  findByNationalId(nationalId: string): PlatformRegulator | undefined;
  /** Adds a regulator; the vendor hears of it when they sign in. */
  create(fields: RegulatorFields): RegulatorDeskOutcome;
  /** Changes what is given; the vendor hears of it at the next sign-in. */
  change(id: string, fields: Partial<RegulatorFields>): RegulatorDeskOutcome;
  /** Takes the right away, and sends the change to the vendor at once. */
  disable(id: string): Promise<RegulatorDeskOutcome>;
  /** Gives the right back; the vendor hears of it at the next sign-in. */
  enable(id: string): RegulatorDeskOutcome;
  /**
   * Tells the vendor, as the platform does at each sign-in: a create, or an update, changed or not.
   * Never rejects: what the vendor says is in `lastCall`.
   */
  send(id: string): Promise<RegulatorDeskOutcome>;
}

/** What became of what a person asked for. */
export type RegulatorDeskOutcome =
  | { readonly outcome: 'done'; readonly regulator: PlatformRegulator }
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'refused';
      readonly mistakes: readonly RegulatorMistake[];
    };

/** What the desk works with. */
export interface RegulatorDeskOptions {
  readonly state: StateStore;
  readonly vendor: Pick<VendorClient, 'sendRegulator'>;
  readonly clock: Clock;
}

/** Creates the desk of the platform's regulators. */
export function createRegulatorDesk({ state, vendor, clock }: RegulatorDeskOptions): RegulatorDesk {
  /** Calls for one regulator follow one another, so that the vendor receives the last state last. */
  const calls = new Map<string, Promise<unknown>>();

  const list = () => state.read().regulators;
  const find = (id: string) => list().find((each) => each.id === id);

  function update(id: string, change: Partial<PlatformRegulator>): RegulatorDeskOutcome {
    state.change((before) => ({
      ...before,
      regulators: before.regulators.map((each) => (each.id === id ? { ...each, ...change } : each)),
    }));
    return toOutcome(id);
  }

  function toOutcome(id: string): RegulatorDeskOutcome {
    const regulator = find(id);
    return regulator ? { outcome: 'done', regulator } : { outcome: 'unknown' };
  }

  function inTurn<T>(id: string, act: () => Promise<T>): Promise<T> {
    const before = calls.get(id) ?? Promise.resolve();
    const done = before.then(act, act);
    calls.set(id, done);
    const forget = () => {
      if (calls.get(id) === done) calls.delete(id);
    };
    done.then(forget, forget);
    return done;
  }

  /** Sends the current state to the vendor: a create, or an update of the account that it knows. */
  async function sendNow(id: string): Promise<RegulatorDeskOutcome> {
    const found = find(id);
    if (!found) return { outcome: 'unknown' };
    const regulator = toHeld(found);
    const { lastSent, isActive } = regulator;
    // Who lost the right is not created: nothing becomes of a removal that nobody knows.
    const first =
      lastSent || !isActive
        ? await call(regulator, 'update', lastSent?.identifier)
        : await call(regulator, 'create');
    // The vendor kept the account of another day: the simulator alone has forgotten it.
    const isKnown = !lastSent && isActive && (first.status === 409 || first.status === 422);
    if (isKnown) await call(regulator, 'update', toRegulatorIdentifier(regulator));
    return toOutcome(id);
  }

  async function call(
    regulator: PlatformRegulator,
    interaction: RegulatorCall['interaction'],
    knownAs = toRegulatorIdentifier(regulator),
  ): Promise<RegulatorSendOutcome> {
    const at = clock.now();
    const sent = await vendor.sendRegulator(
      regulator,
      interaction === 'create' ? { interaction } : { interaction, knownAs },
    );
    const { status, text, exchange } = sent;
    const isTaken = status !== null && status >= 200 && status < 300;
    const identifier = toRegulatorIdentifier(regulator);
    update(regulator.id, {
      lastCall: { at, interaction, status, text, exchange },
      ...(isTaken && { lastSent: { identifier, isActive: regulator.isActive } }),
    });
    if (isTaken) forgetFormer(regulator.id, identifier);
    return sent;
  }

  /** Without the national identifier that somebody else has by now. */
  function toHeld(regulator: PlatformRegulator): PlatformRegulator {
    const { id, nationalId } = regulator;
    const isGone =
      nationalId !== null &&
      list().some((each) => each.id !== id && each.isActive && each.nationalId === nationalId);
    return isGone ? { ...regulator, nationalId: null } : regulator;
  }

  /** Names by the technical identifier a regulator who had the identifier that the vendor took. */
  function forgetFormer(holder: string, { value }: SentRegulator['identifier']): void {
    for (const { id, technicalId, lastSent } of list()) {
      if (id === holder || lastSent?.identifier.value !== value) continue;
      const identifier = toRegulatorIdentifier({ nationalId: null, technicalId });
      update(id, { lastSent: { ...lastSent, identifier } });
    }
  }

  /** What somebody who lost the right had may have gone to somebody else. */
  function findHolder(holds: (each: PlatformRegulator) => boolean): PlatformRegulator | undefined {
    const holders = list().filter(holds);
    return holders.find(({ isActive }) => isActive) ?? holders[0];
  }

  return {
    list,
    find,
    findByEmail: (email) => findHolder(({ email: own }) => toEmailKey(own) === toEmailKey(email)),
    findByNationalId: (nationalId) => findHolder((each) => each.nationalId === nationalId),
    create(fields) {
      const checked = checkRegulatorFields(fields, list());
      if ('mistakes' in checked) return { outcome: 'refused', mistakes: checked.mistakes };
      const regulator: PlatformRegulator = {
        id: randomUUID(),
        technicalId: randomUUID(),
        isActive: true,
        lastSent: null,
        lastCall: null,
        ...checked.clean,
      };
      state.change((before) => ({ ...before, regulators: [...before.regulators, regulator] }));
      return { outcome: 'done', regulator };
    },
    change(id, fields) {
      const regulator = find(id);
      if (!regulator) return { outcome: 'unknown' };
      const checked = checkRegulatorFields(merge(regulator, fields), othersThan(id));
      if ('mistakes' in checked) return { outcome: 'refused', mistakes: checked.mistakes };
      return update(id, checked.clean);
    },
    async disable(id) {
      update(id, { isActive: false });
      return inTurn(id, async () => {
        const regulator = find(id);
        // A regulator who was never sent has no account to lose; after a call of unknown outcome there may be one.
        const isUnheardOf = regulator && !regulator.lastSent && !regulator.lastCall;
        return isUnheardOf ? toOutcome(id) : sendNow(id);
      });
    },
    enable(id) {
      const regulator = find(id);
      if (!regulator) return { outcome: 'unknown' };
      const checked = checkRegulatorFields(regulator, othersThan(id));
      if ('mistakes' in checked) return { outcome: 'refused', mistakes: checked.mistakes };
      return update(id, { isActive: true });
    },
    send: (id) => inTurn(id, () => sendNow(id)),
  };

  function othersThan(id: string): readonly PlatformRegulator[] {
    return list().filter((each) => each.id !== id);
  }
}

function merge(regulator: PlatformRegulator, fields: Partial<RegulatorFields>): RegulatorFields {
  const { familyName, givenName, email, nationalId } = regulator;
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  return { familyName, givenName, email, nationalId, ...given };
}
