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
