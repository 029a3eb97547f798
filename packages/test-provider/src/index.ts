// A provider on its own port, for tests.

// A headless browser, to go through a sign-on.
export type { CookieJar } from './browser/cookie-jar.js';
export {
  createTestBrowser,
  type TestBrowser,
  type TestBrowserOptions,
  type TestHop,
  type TestNavigation,
  type TestPage,
} from './browser/create-test-browser.js';
export {
  createTestProvider,
  type RequestCounts,
  type TestProvider,
  type TestProviderOptions,
} from './create-test-provider.js';
// How it misbehaves.
export type { SignClaims, SigningAlgorithm } from './faults/create-signing-key.js';
export type {
  EndpointFault,
  ForgedSignature,
  ForgedToken,
  RealmFaults,
} from './faults/realm-faults.js';
export type { Page } from './pages/page.js';
export type { RealmPages } from './pages/realm-pages.js';
// A realm without a server, for a platform with its own pages and people.
export { createRealm, type KeyRotation, type Realm } from './realm/create-realm.js';
// Applications in the same process, and sign-in through Pro Santé Connect.
export { createInnerClient, type InnerClient } from './realm/inner-client.js';
export type { BrowserCookie } from './realm/open-session.js';
export type { ClientAuthentication, RealmClient } from './realm/realm-client.js';
export { type RealmEndpoint, type RealmName, realmEndpoints } from './realm/realm-layout.js';
export type { FindClaims, RealmOptions, RealmRequest } from './realm/realm-options.js';
export type { RealmSession, SignInQuery } from './realm/redeem-code.js';
export { createBrokerClient, createPscBroker, type PscBroker } from './sign-in/psc-broker.js';
export type { SignedIn, SignIn, SignInAttempt } from './sign-in/sign-in-attempt.js';
export type { TestUser } from './sign-in/test-user.js';
