import { type Clock, systemClock } from '@sas-sos/core';
import { type FaultLimit, readFaultLimit } from './fault-limit.js';

/** A target of faults. */
export type FaultTarget =
  /** The platform's server of appointments, INT_R03. */
  | 'appointments'
  /** The identity provider. */
  | 'sign-on'
  /** Calls of the platform to the vendor: searches, accounts, associations. */
  | 'calls';

/**
 * A fault.
 *
 * `slow`: answers late. `refuse`: 422, or `access_denied`. `unavailable`: 503. `too-many`: 429 with
 * `Retry-After`. `cut`: the connection is closed before anything is done. `cut-after`: done, then
 * closed without an answer. `twice`: answers twice on one connection, or calls twice at once.
 * `down`: the target does not respond at all.
 */
export type Fault =
  | 'slow'
  | 'refuse'
  | 'unavailable'
  | 'too-many'
  | 'cut'
  | 'cut-after'
  | 'twice'
  | 'down';

/** The faults of each target. */
export const faultsOf = {
  appointments: ['slow', 'refuse', 'unavailable', 'too-many', 'cut', 'cut-after', 'twice', 'down'],
  'sign-on': ['slow', 'refuse', 'unavailable', 'cut', 'down'],
  calls: ['slow', 'cut', 'twice', 'down'],
} as const satisfies Record<FaultTarget, readonly Fault[]>;

/** The active fault of each target; `null` for none. */
export interface FaultSettings {
  readonly appointments: Fault | null;
  readonly 'sign-on': Fault | null;
  readonly calls: Fault | null;
  /** Delay of `slow`. */
  readonly slowMilliseconds: number;
  /** What is left of each active fault; `null`: every request, until it is switched off. */
  readonly limits: Readonly<Record<FaultTarget, FaultLimit | null>>;
}

/** Settings to change. A fault that is set without a limit has none. */
interface FaultChange extends Partial<Omit<FaultSettings, 'limits'>> {
  readonly limits?: Readonly<Partial<Record<FaultTarget, Partial<FaultLimit> | null>>> | undefined;
}

/** The switches. */
export interface FaultSwitches {
  read(): FaultSettings;
  /**
   * Returns the fault that affects one request, and counts it against the fault's limit; `null` if
   * none does.
   *
   * @param concerns whether the fault has an effect on this request; by default it has
   */
  take(target: FaultTarget, concerns?: (fault: Fault) => boolean): Fault | null;
  /**
   * Sets the given members, and leaves the others.
   *
   * @throws RangeError for a fault that the target does not have, a time outside 0 to 60,000 ms, or
   *   a limit that is not a whole number within its bounds.
   */
  set(settings: FaultChange): FaultSettings;
  subscribe(listener: () => void): () => void;
}

const targets = Object.keys(faultsOf) as FaultTarget[];

interface ActiveFault {
  readonly fault: Fault;
  requests: number | null;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly endsAt: number | null;
  readonly percent: number | null;
  /** Share of a request that is due: the affected ones are evenly spread. */
  due: number;
}

/** Creates the switches, all of them off; the delay of `slow` is 5 seconds. */
export function createFaultSwitches({
  clock = systemClock,
}: {
  readonly clock?: Clock;
} = {}): FaultSwitches {
  const listeners = new Set<() => void>();
  const active = new Map<FaultTarget, ActiveFault>();
  let slowMilliseconds = 5000;
  let current = toSettings();

  function toSettings(): FaultSettings {
    const faultOf = (target: FaultTarget) => active.get(target)?.fault ?? null;
    const limitOf = (target: FaultTarget) => toLimit(active.get(target), clock.now());
    return {
      appointments: faultOf('appointments'),
      'sign-on': faultOf('sign-on'),
      calls: faultOf('calls'),
      slowMilliseconds,
      limits: {
        appointments: limitOf('appointments'),
        'sign-on': limitOf('sign-on'),
        calls: limitOf('calls'),
      },
    };
  }

  /** The settings at this moment; the same object as long as nothing has changed. */
  function refresh(): FaultSettings {
    for (const [target, { endsAt }] of active) {
      if (endsAt !== null && endsAt <= clock.now()) active.delete(target);
    }
    const settings = toSettings();
    if (JSON.stringify(settings) === JSON.stringify(current)) return current;
    current = settings;
    return current;
  }

  function notify(): void {
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch {
        // The switch stays set, even if a listener fails.
      }
    }
  }

  return {
    read: refresh,
    take(target, concerns = () => true) {
      refresh();
      const entry = active.get(target);
      if (!entry || !concerns(entry.fault)) return null;
      entry.due += entry.percent ?? 100;
      if (entry.due < 100) return null;
      entry.due -= 100;
      if (entry.requests !== null) {
        entry.requests -= 1;
        if (entry.requests === 0) active.delete(target);
        refresh();
        notify();
      }
      return entry.fault;
    },
    set(settings) {
      const { limits, slowMilliseconds: delay, ...faults } = check(settings);
      const before = refresh();
      if (delay !== undefined) slowMilliseconds = delay;
      for (const target of targets) {
        const given = limits?.[target];
        if (faults[target] === undefined && given === undefined) continue;
        const fault = faults[target] === undefined ? before[target] : faults[target];
        if (fault) active.set(target, toActive(fault, given ?? null, clock.now()));
        else active.delete(target);
      }
      if (refresh() !== before) notify();
      return current;
    },
    subscribe(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

function toActive(fault: Fault, limit: Partial<FaultLimit> | null, now: number): ActiveFault {
  const { requests, seconds, percent } = readFaultLimit(limit);
  return {
    fault,
    requests,
    percent,
    endsAt: seconds === null ? null : now + seconds * 1000,
    due: 0,
  };
}

function toLimit(entry: ActiveFault | undefined, now: number): FaultLimit | null {
  if (!entry) return null;
  const { requests, endsAt, percent } = entry;
  if (requests === null && endsAt === null && percent === null) return null;
  return { requests, seconds: endsAt === null ? null : Math.ceil((endsAt - now) / 1000), percent };
}

/** The given members, validated: if any is invalid, nothing is set. */
function check(settings: FaultChange): FaultChange {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (name === 'slowMilliseconds') checkTime(value);
    else if (name === 'limits') checkLimits(value);
    else checkFault(name, value);
  }
  return Object.fromEntries(given);
}

function checkTime(value: unknown): void {
  if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 60_000) return;
  throw new RangeError('slowMilliseconds must be a whole number from 0 to 60000.');
}

function checkLimits(limits: Exclude<FaultChange['limits'], undefined>): void {
  for (const [target, limit] of Object.entries(limits)) {
    checkTarget(target);
    readFaultLimit(limit ?? null);
  }
}

function checkTarget(target: string): asserts target is FaultTarget {
  if (Object.hasOwn(faultsOf, target)) return;
  throw new RangeError(`The targets of faults are ${targets.join(', ')}.`);
}

function checkFault(target: string, fault: unknown): void {
  checkTarget(target);
  const allowed: readonly unknown[] = faultsOf[target];
  if (fault === null || allowed.includes(fault)) return;
  throw new RangeError(`The faults of ${target} are ${allowed.join(', ')}, or null.`);
}
