import type { BrowserCookie, Realm } from '@sas-sos/test-provider';
import type { PlatformRegulator } from '../../state/platform-state.js';
import type { RegulatorDesk } from '../regulators/regulator-desk.js';
import { toPscSignedIn } from './psc-sign-in.js';
import { sendAccount, toSasSignedIn } from './sas-sign-in.js';

/** How a regulator signs in to the platform. */
type SignInMethod = 'password' | 'psc';

/** A signed-in browser, in the format of Playwright's `storageState`. */
export interface BrowserState {
  readonly cookies: readonly BrowserCookie[];
  /** Empty: the pages of the platform store nothing in a browser but cookies. */
  readonly origins: readonly [];
}

/** What became of a sign-in without a page. */
type BrowserStateOutcome =
  | { readonly outcome: 'signed-in'; readonly browserState: BrowserState }
  | { readonly outcome: 'unknown' | 'inactive' | 'without-national-id' };

/** Signs regulators in without a page. */
export interface BrowserStates {
  /**
   * Signs a regulator in as the login page would: the vendor first receives the account. By Pro
   * Santé Connect, sessions of both realms are open afterwards.
   */
  open(id: string, method: SignInMethod): Promise<BrowserStateOutcome>;
}

/** Creates signed-in browsers of both realms. */
export function createBrowserStates({
  desk,
  sas,
  wallet,
  toHolder,
}: {
  readonly desk: RegulatorDesk;
  readonly sas: Pick<Realm, 'openSession'>;
  readonly wallet: Pick<Realm, 'openSession'>;
  /** Returns the `sub` of a person in the realm `esante-wallet`. */
  readonly toHolder: (regulator: PlatformRegulator) => string | undefined;
}): BrowserStates {
  return {
    async open(id, method) {
      const regulator = desk.find(id);
      if (!regulator) return { outcome: 'unknown' };
      if (!regulator.isActive) return { outcome: 'inactive' };
      const holder = method === 'psc' ? toHolder(regulator) : undefined;
      if (method === 'psc' && holder === undefined) return { outcome: 'without-national-id' };
      await sendAccount(desk, id);
      const cookies = [
        ...(holder === undefined ? [] : await wallet.openSession(toPscSignedIn(holder))),
        ...(await sas.openSession(toSasSignedIn(id, method))),
      ];
      return { outcome: 'signed-in', browserState: { cookies, origins: [] } };
    },
  };
}
