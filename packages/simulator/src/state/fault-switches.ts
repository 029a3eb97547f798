/** Where something can be made to go wrong. */
export type FaultTarget =
  /** The platform's server of appointments, INT_R03. */
  | 'appointments'
  /** The identity provider. */
  | 'sign-on'
  /** What the platform sends to the vendor: searches, accounts, associations. */
  | 'calls';

/**
 * What goes wrong.
 *
 * `slow`: answers late. `refuse`: 422, or `access_denied`. `unavailable`: 503. `too-many`: 429 with
 * `Retry-After`. `cut`: the connection is closed before anything is done. `cut-after`: done, then
 * closed without an answer. `twice`: answers twice on one connection, or calls twice at once.
 * `down`: nobody is there.
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

/** Which of them each target has. */
export const faultsOf = {
  appointments: ['slow', 'refuse', 'unavailable', 'too-many', 'cut', 'cut-after', 'twice', 'down'],
  'sign-on': ['slow', 'refuse', 'unavailable', 'cut', 'down'],
  calls: ['slow', 'cut', 'twice', 'down'],
} as const satisfies Record<FaultTarget, readonly Fault[]>;

/** What is switched on, for each target; `null`: all is well. */
export interface FaultSettings {
  readonly appointments: Fault | null;
  readonly 'sign-on': Fault | null;
  readonly calls: Fault | null;
  /** How late `slow` is. */
  readonly slowMilliseconds: number;
}

/** The switches. */
export interface FaultSwitches {
  read(): FaultSettings;
  /**
   * Sets what is named, and leaves the rest.
   *
   * @throws RangeError for a fault that the target does not have, or a time out of 0 to 60,000 ms.
   */
  set(settings: Partial<FaultSettings>): FaultSettings;
  subscribe(listener: () => void): () => void;
}

const targets = Object.keys(faultsOf) as FaultTarget[];

/** Creates the switches, all of them off; `slow` is 5 seconds late. */
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
          // The switch is set, even if a listener fails.
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

/** What is given, and nothing else: all of it is right, or nothing is set. */
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
  throw new RangeError('slowMilliseconds is a whole number from 0 to 60000.');
}

function checkFault(target: string, fault: unknown): void {
  const known: readonly unknown[] | undefined = Object.hasOwn(faultsOf, target)
    ? faultsOf[target as FaultTarget]
    : undefined;
  if (!known) throw new RangeError(`Faults are switched for ${targets.join(', ')}.`);
  if (fault === null || known.includes(fault)) return;
  throw new RangeError(`The faults of ${target} are ${known.join(', ')}, or null.`);
}
