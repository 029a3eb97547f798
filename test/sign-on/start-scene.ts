import {
  createTestProvider,
  type RealmClient,
  type RealmName,
  type TestBrowser,
  type TestPage,
  type TestProvider,
  type TestUser,
} from '@sas-sos/test-provider';
import {
  createPlatform,
  type Person,
  type Platform,
  toBody,
} from '../reference-vendor/regulator-calls.js';
import { resourcesOf, searchSlots } from '../reference-vendor/search-slots.js';
import { type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import { createFront, type Front, type FrontTls } from './create-front.js';

const client = { clientId: 'agenda', clientSecret: 'secret-du-test' } as const;
const cookieSecret = 'secret des cookies, de trente-deux octets au moins';

/** The setup of platform, provider and vendor for a test. */
export interface SceneOptions {
  /** Users of the provider. */
  readonly users: readonly TestUser[];
  /** Regulators whose accounts the platform created at the vendor. */
  readonly regulators?: readonly Person[];
  readonly realm?: RealmName;
  /** Certificate of the provider and of the vendor's front; without it both use http. */
  readonly tls?: FrontTls | undefined;
  /** Host names of the vendor and the provider: different, so that they are two sites. */
  readonly hosts?: { readonly vendor: string; readonly provider: string } | undefined;
  /** Whether the provider reports sign-outs to the vendor; default: it does. */
  readonly hasBackchannelLogout?: boolean | undefined;
  /** Another client of the provider, such as the platform itself. */
  readonly otherClient?: RealmClient | undefined;
  /** Additional environment of the vendor. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The reference vendor in its own process, and a real provider. */
export interface Scene extends AsyncDisposable {
  readonly provider: TestProvider;
  readonly front: Front;
  readonly vendor: RunningVendor;
  /** INT_R02. */
  readonly platform: Platform;
  /** An agenda URL, as the platform receives it. */
  readonly agendaUrl: string;
  /** The same URL, as the platform opens it. */
  readonly arrivalUrl: string;
  /** Environment of the vendor; another instance can use the same. */
  readonly environment: Readonly<Record<string, string>>;
  /** Opens the agenda as the platform does, signs in at the provider, and accepts the terms. */
  signIn(browser: TestBrowser, login: string): Promise<TestPage>;
  /** Logged refusals, in order. */
  refusals(): readonly Readonly<Record<string, unknown>>[];
}

export async function startScene(options: SceneOptions): Promise<Scene> {
  const { users, regulators = [], realm = 'sas', tls, hosts } = options;
  const front = await createFront({ tls, host: hosts?.vendor });
  const provider = await createTestProvider({
    realm,
    users,
    clients: [
      {
        ...client,
        redirectUris: [`${front.url}/sso/callback`],
        postLogoutRedirectUris: [`${front.url}/`],
        ...(options.hasBackchannelLogout === false
          ? {}
          : { backchannelLogoutUri: `${front.url}/sso/backchannel-logout` }),
      },
      ...(options.otherClient ? [options.otherClient] : []),
    ],
    ...(tls ? { tls } : {}),
    ...(hosts ? { host: hosts.provider } : {}),
  });
  const environment = {
    PUBLIC_URL: front.url,
    SSO_METHOD: realm === 'sas' ? 'sas' : 'psc',
    SSO_ISSUER: provider.issuer,
    SSO_CLIENT_ID: client.clientId,
    SSO_CLIENT_SECRET: client.clientSecret,
    SSO_COOKIE_SECRET: cookieSecret,
    LOG_LEVEL: 'debug',
    ...options.environment,
  };
  const vendor = await startVendor(environment);
  const dispose = async () => {
    await vendor[Symbol.asyncDispose]();
    await provider.close();
    await front[Symbol.asyncDispose]();
  };
  front.lead(vendor.url);
  const platform = createPlatform(vendor.url);
  const agendaUrl = await prepare(vendor.url, platform, regulators).catch(async (error) => {
    await dispose();
    throw error;
  });
  const arrivalUrl = `${agendaUrl}&origin=sas`;

  return {
    provider,
    front,
    vendor,
    platform,
    agendaUrl,
    arrivalUrl,
    environment,
    async signIn(browser, login) {
      const page = await provider.logIn(browser, await browser.open(arrivalUrl), login);
      if (!page.text.includes('action="/regulator/terms"')) return page;
      return browser.submit(toForm(page, '/regulator/terms'), { decision: 'accept' });
    },
    refusals: () => vendor.log().filter(({ reference }) => reference !== undefined),
    [Symbol.asyncDispose]: dispose,
  };
}

/** Creates the accounts as the platform does, and returns the agenda URL of a slot. */
async function prepare(
  vendorUrl: string,
  platform: Platform,
  regulators: readonly Person[],
): Promise<string> {
  for (const person of regulators) {
    const { status } = await platform.create(toBody(person));
    if (status !== 201) throw new Error(`The creation of an account was answered ${status}`);
  }
  // Not a walk-in, which nobody books, and the latest, so that it does not begin meanwhile.
  const slot = resourcesOf(await searchSlots(vendorUrl, ['334173748400020']), 'Slot')
    .filter(({ appointmentType }) => appointmentType?.coding?.[0]?.code === 'ROUTINE')
    .sort((one, other) => Date.parse(one.start) - Date.parse(other.start))
    .at(-1);
  if (!slot?.comment) throw new Error('The search finds no slot');
  return slot.comment;
}

/** Reduces a page to one of its forms, to submit it. */
export function toForm(page: TestPage, action: string): TestPage {
  const forms = page.text.match(/<form\b.*?<\/form>/gs) ?? [];
  const text = forms.find((form) => form.includes(`action="${action}"`));
  if (text === undefined) throw new Error(`No form of the page posts to ${action}`);
  return { ...page, text };
}
