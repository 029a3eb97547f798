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
}

/** The switches. */
export interface FaultSwitches {
  read(): FaultSettings;
  /**
   * Sets the given members, and leaves the others.
   *
   * @throws RangeError for a fault that the target does not have, or a time outside 0 to 60,000 ms.
   */
  set(settings: Partial<FaultSettings>): FaultSettings;
  subscribe(listener: () => void): () => void;
}

const targets = Object.keys(faultsOf) as FaultTarget[];

/** Creates the switches, all of them off; the delay of `slow` is 5 seconds. */
export function createFaultSwitches(): FaultSwitches {
  const listeners = new Set<() => void>();
  let current: FaultSettings = {
    appointments: null,
    'sign-on': null,
    calls: null,
    slowMilliseconds: 5000,
  };
  return {
    read: () => current,
    set(settings) {
      const changed = { ...current, ...check(settings) };
      const isSame = [...targets, 'slowMilliseconds' as const].every(
        (name) => changed[name] === current[name],
      );
      if (isSame) return current;
      current = changed;
      for (const listener of [...listeners]) {
        try {
          listener();
        } catch {
          // The switch stays set, even if a listener fails.
        }
      }
      return current;
    },
    subscribe(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** The given members, validated: if any is invalid, nothing is set. */
function check(settings: Partial<FaultSettings>): Partial<FaultSettings> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (name === 'slowMilliseconds') checkTime(value);
    else checkFault(name, value);
  }
  return Object.fromEntries(given);
}

function checkTime(value: unknown): void {
  if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 60_000) return;
  throw new RangeError('slowMilliseconds must be a whole number from 0 to 60000.');
}

function checkFault(target: string, fault: unknown): void {
  const allowed: readonly unknown[] | undefined = Object.hasOwn(faultsOf, target)
    ? faultsOf[target as FaultTarget]
    : undefined;
  if (!allowed) throw new RangeError(`The targets of faults are ${targets.join(', ')}.`);
  if (fault === null || allowed.includes(fault)) return;
  throw new RangeError(`The faults of ${target} are ${allowed.join(', ')}, or null.`);
}
