import type { PlatformRegulator } from '../state/platform-state.js';

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
  /** Takes the right away, and tells the vendor at once. */
  disable(id: string): Promise<RegulatorDeskOutcome>;
  /** Gives the right back; the vendor hears of it at the next sign-in. */
  enable(id: string): RegulatorDeskOutcome;
  /**
   * Tells the vendor, as the platform does at each sign-in: a create, or an update, changed or not.
   * Never rejects: what the vendor says is in `lastCall`.
   */
  send(id: string): Promise<RegulatorDeskOutcome>;
}

/** What a person types. */
export interface RegulatorFields {
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  /** Empty or none: no national identifier. */
  readonly nationalId?: string | null | undefined;
}

export type RegulatorDeskOutcome =
  | { readonly outcome: 'done'; readonly regulator: PlatformRegulator }
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'refused';
      /** French sentences, by field. */
      readonly mistakes: readonly {
        readonly field: keyof RegulatorFields;
        readonly message: string;
      }[];
    };
