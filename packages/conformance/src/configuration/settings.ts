import type { CallerCertificates } from '../client/create-connections.js';
import type { BookingDriver } from './booking-driver.js';
import type { AccountSettings, Declarations, SignOnSettings } from './configuration.js';

/** A configuration, read: checked, files loaded, defaults filled in. */
export interface Settings {
  /** Without a slash at its end. */
  readonly vendor: string;
  readonly isTls: boolean;
  /** With the prefix `3`. */
  readonly associations: {
    readonly onePlace: string | undefined;
    readonly twoPlaces: string | undefined;
  };
  readonly slotTypes: readonly string[] | undefined;
  readonly consultations: readonly string[] | undefined;
  readonly certificates: CallerCertificates;
  readonly simulator: string | undefined;
  readonly signOn: SignOnSettings;
  readonly booking: BookingDriver | undefined;
  /** Parsed. */
  readonly appointments: readonly unknown[];
  readonly declarations: Declarations;
  readonly accounts: AccountSettings;
  readonly validator:
    | {
        readonly jar: string | undefined;
        readonly url: string | undefined;
        readonly packages: readonly string[];
        readonly java: string | undefined;
      }
    | undefined;
  readonly limits: { readonly answer: number; readonly report: number; readonly run: number };
}
