import type { TestBrowser, TestPage } from './create-test-browser.js';

/** What an identity provider for tests is made of. */
export interface IdentityProviderOptions {
  /**
   * Whose layout it has: the platform's Keycloak, with its realm `sas`, or Pro Santé Connect, whose
   * discovery document is at a path of its own.
   *
   * @defaultValue `sas`
   */
  readonly layout?: IdentityProviderLayout | undefined;
  /** The applications it knows. */
  readonly clients: readonly IdentityProviderClient[];
  /** The people it knows. */
  readonly users: readonly IdentityProviderUser[];
  /** @defaultValue 0, any that is free */
  readonly port?: number | undefined;
  /** @defaultValue `127.0.0.1` */
  readonly host?: string | undefined;
  /** Certificate and key, PEM: it then speaks https. @defaultValue none, http */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** Paths, scopes and claims of a provider. */
export type IdentityProviderLayout = 'sas' | 'pro-sante-connect';

/** An application that people sign on to. */
export interface IdentityProviderClient {
  /** Its identifier. */
  readonly clientId: string;
  /** Its secret; not needed with a key. */
  readonly clientSecret?: string | undefined;
  /** How it proves who it is. @defaultValue `client_secret_basic` */
  readonly authentication?:
    | 'client_secret_basic'
    | 'client_secret_post'
    | 'private_key_jwt'
    | undefined;
  /** Its public key, as a JWK, with `private_key_jwt`. */
  readonly publicKey?: Readonly<Record<string, unknown>> | undefined;
  /** Where the browser may be sent back to. */
  readonly redirectUris: readonly string[];
  /** Where the browser may be sent to after a logout. @defaultValue nowhere */
  readonly postLogoutRedirectUris?: readonly string[] | undefined;
  /** Where it is told of logouts; its ID tokens then name the session (`sid`). @defaultValue nowhere */
  readonly backchannelLogoutUri?: string | undefined;
  /** Form of its userinfo. @defaultValue `json` */
  readonly userinfo?: 'json' | 'jwt' | undefined;
}

/** Somebody who can sign in. */
export interface IdentityProviderUser {
  /** What is typed into the login form. */
  readonly login: string;
  /** @defaultValue `secret` */
  readonly password?: string | undefined;
  /** `sub` of the tokens. @defaultValue the login */
  readonly subject?: string | undefined;
  /** The other claims: `email`, `idp_connect`, `SubjectNameID` … */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** `acr` of the tokens. @defaultValue `eidas1` */
  readonly acr?: string | undefined;
}

/** How a provider misbehaves; what is not named goes well. */
export interface IdentityProviderFaults {
  /** The discovery document: a 503, or one that names another issuer. */
  readonly discovery?: 'down' | 'other-issuer' | undefined;
  /** The keys: a 503, or an answer that takes that many milliseconds. */
  readonly keys?: 'down' | { readonly delay: number } | undefined;
  /** The token endpoint: a 500, or one that knows no client. */
  readonly token?: 'down' | 'invalid-client' | undefined;
  /** Userinfo: a 500, or that of somebody else. */
  readonly userinfo?: 'down' | 'other-subject' | undefined;
  /** The ID token: another one than an honest provider would make. */
  readonly idToken?: ForgedToken | undefined;
}

/** What is wrong with a token. */
export interface ForgedToken {
  /** Claims that are replaced; `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** Seconds by which `iat` and `exp` are moved: below 0 into the past. */
  readonly shift?: number | undefined;
  /**
   * How it is signed: not at all (`alg` none), with the public key as if it were a secret (HS256), with
   * a key that is not the provider's under the `kid` of the one that is, or with its signature altered.
   *
   * @defaultValue as an honest one
   */
  readonly signature?: 'none' | 'public-key-as-secret' | 'other-key' | 'altered' | undefined;
}

/** How often each endpoint was asked. */
export interface IdentityProviderRequests {
  readonly discovery: number;
  readonly keys: number;
  readonly token: number;
  readonly userinfo: number;
}

/** A real OpenID provider, for tests. */
export interface IdentityProvider {
  /** Its issuer identifier. */
  readonly issuer: string;
  /** Where its discovery document is. */
  readonly discoveryUrl: string;
  /** How often each endpoint was asked so far. */
  readonly requests: IdentityProviderRequests;
  /** Misbehaves from now on, in these ways and no other. */
  misbehave(faults: IdentityProviderFaults): void;
  /** Behaves again. */
  behave(): void;
  /** Signs with another key from now on; the former is no longer published. */
  rotateKeys(): Promise<void>;
  /** Signs any claims with its key: a logout token, say. */
  sign(
    claims: Readonly<Record<string, unknown>>,
    options?: Pick<ForgedToken, 'signature'> & { readonly type?: string | undefined },
  ): Promise<string>;
  /** Types a login and its password into the login page that a browser is on, and follows on. */
  logIn(browser: TestBrowser, page: TestPage, login: string): Promise<TestPage>;
  /** Gives up on the login page that a browser is on, and follows on. */
  abandon(browser: TestBrowser, page: TestPage): Promise<TestPage>;
  /** Stops listening. */
  close(): Promise<void>;
  /** Stops listening: `await using provider = await createIdentityProvider(…)`. */
  [Symbol.asyncDispose](): Promise<void>;
}
