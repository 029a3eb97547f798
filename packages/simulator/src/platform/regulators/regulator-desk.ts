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

/**
 * The platform's regulators, and the calls of INT_R02 at the moments when the platform makes them.
 */
export interface RegulatorDesk {
  list(): readonly PlatformRegulator[];
  find(id: string): PlatformRegulator | undefined;
  /** Finds the person who signs in by e-mail address, in any case. */
  findByEmail(email: string): PlatformRegulator | undefined;
  findByNationalId(nationalId: string): PlatformRegulator | undefined;
  /** Adds a regulator, who is sent to the vendor at their next sign-in. */
  create(fields: RegulatorFields): RegulatorDeskOutcome;
  /** Changes the given fields; they are sent to the vendor at the next sign-in. */
  change(id: string, fields: Partial<RegulatorFields>): RegulatorDeskOutcome;
  /** Withdraws the right, and sends the change to the vendor at once. */
  disable(id: string): Promise<RegulatorDeskOutcome>;
  /** Restores the right; it is sent to the vendor at the next sign-in. */
  enable(id: string): RegulatorDeskOutcome;
  /**
   * Sends a regulator to the vendor, as the platform does at each sign-in: a create, or an update,
   * changed or not. Never rejects: the vendor's answer is in `lastCall`.
   */
  send(id: string): Promise<RegulatorDeskOutcome>;
}

/** Result of a person's request. */
export type RegulatorDeskOutcome =
  | { readonly outcome: 'done'; readonly regulator: PlatformRegulator }
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'refused';
      readonly mistakes: readonly RegulatorMistake[];
    };

/** Dependencies of the desk. */
export interface RegulatorDeskOptions {
  readonly state: StateStore;
  readonly vendor: Pick<VendorClient, 'sendRegulator'>;
  readonly clock: Clock;
}

/** Creates the desk of the platform's regulators. */
export function createRegulatorDesk({ state, vendor, clock }: RegulatorDeskOptions): RegulatorDesk {
  /**
   * Calls for one regulator are made one after the other, so that the vendor receives the last
   * state last.
   */
  const calls = new Map<string, Promise<unknown>>();

  const list = () => state.read().regulators;
  const find = (id: string) => list().find((other) => other.id === id);

  function update(id: string, change: Partial<PlatformRegulator>): RegulatorDeskOutcome {
    state.change((before) => ({
      ...before,
      regulators: before.regulators.map((other) =>
        other.id === id ? { ...other, ...change } : other,
      ),
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

  /** Sends the current state to the vendor: a create, or an update of the account that it has. */
  async function sendNow(id: string): Promise<RegulatorDeskOutcome> {
    const current = find(id);
    if (!current) return { outcome: 'unknown' };
    const regulator = toHeld(current);
    const { lastSent, isActive } = regulator;
    // A regulator without the right is not created: removing an unknown account has no effect.
    const first =
      lastSent || !isActive
        ? await call(regulator, 'update', lastSent?.identifier)
        : await call(regulator, 'create');
    // The vendor kept an account from an earlier run: only the simulator has forgotten it.
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

  /** Without the national identifier, if somebody else has it by now. */
  function toHeld(regulator: PlatformRegulator): PlatformRegulator {
    const { id, nationalId } = regulator;
    const isGone =
      nationalId !== null &&
      list().some((other) => other.id !== id && other.isActive && other.nationalId === nationalId);
    return isGone ? { ...regulator, nationalId: null } : regulator;
  }

  /**
   * Uses the technical identifier for a regulator who had the identifier that the vendor received.
   */
  function forgetFormer(holder: string, { value }: SentRegulator['identifier']): void {
    for (const { id, technicalId, lastSent } of list()) {
      if (id === holder || lastSent?.identifier.value !== value) continue;
      const identifier = toRegulatorIdentifier({ nationalId: null, technicalId });
      update(id, { lastSent: { ...lastSent, identifier } });
    }
  }

  /** An identifier of a regulator who lost the right may have gone to somebody else. */
  function findHolder(holds: (other: PlatformRegulator) => boolean): PlatformRegulator | undefined {
    const holders = list().filter(holds);
    return holders.find(({ isActive }) => isActive) ?? holders[0];
  }

  return {
    list,
    find,
    findByEmail: (email) => findHolder(({ email: own }) => toEmailKey(own) === toEmailKey(email)),
    findByNationalId: (nationalId) => findHolder((other) => other.nationalId === nationalId),
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
        // A regulator who was never sent has no account to lose; after a call of unknown outcome
        // there may be one.
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
    return list().filter((other) => other.id !== id);
  }
}

function merge(regulator: PlatformRegulator, fields: Partial<RegulatorFields>): RegulatorFields {
  const { familyName, givenName, email, nationalId } = regulator;
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  return { familyName, givenName, email, nationalId, ...given };
}
