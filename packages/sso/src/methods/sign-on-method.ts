/**
 * How regulators sign on: which provider, what it is asked, and how an account is found from its
 * answer. A plain object: read it, spread it, override what your deployment has otherwise.
 */
export interface SignOnMethod {
  /** Name in logs and in `RegulatorRight.method`. */
  readonly name: string;
  /** Issuer identifier, exactly as the provider writes it in its tokens. */
  readonly issuer: string;
  /** Where its discovery document is. */
  readonly discoveryUrl: string;
  /** Identifier of this application at the provider. */
  readonly clientId: string;
  /** How this application proves who it is. */
  readonly clientAuthentication: ClientAuthentication;
  /** `scope` of the request; `openid` among them. */
  readonly scopes: readonly string[];
  /** `acr_values` of the request; none by default. */
  readonly acrValues?: readonly string[] | undefined;
  /** Values of `acr` that are accepted. @defaultValue any, and none at all */
  readonly acceptedAcrValues?: readonly string[] | undefined;
  /** What else the authorization request holds, such as `prompt` or `kc_idp_hint`. */
  readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;
  /** Whether userinfo is asked for too: claims of the ID token stand above its own. */
  readonly userinfo: boolean;
  /**
   * The claims that an account is found by: one is enough, and no other may lead to another account or
   * differ from a value that this one has.
   */
  readonly accountClaims: readonly AccountClaim[];
  /** Claim that tells how the person signed in to the platform: passed on, never decided upon. */
  readonly platformMethodClaim?: string | undefined;
}

/** A claim, or the first of several, and what it is compared with. */
export type AccountClaim =
  | {
      /** Compared with `emailKey`: NFC, lower case, nothing folded besides. */
      readonly kind: 'email';
      /** Name of the claim. */
      readonly claim: string;
      /**
       * Whether an address is accepted of which the provider says `email_verified: false`. One of
       * which it says nothing always is.
       *
       * @defaultValue false
       */
      readonly acceptUnverified?: boolean | undefined;
    }
  | {
      /** Compared with `nationalId`, with or without its prefix. */
      readonly kind: 'national-id';
      /** Names of the claims; the first that is there counts. */
      readonly claims: readonly string[];
    }
  | {
      /** Compared with `technicalId`; a value that is no UUID is passed over. */
      readonly kind: 'technical-id';
      /** Name of the claim. */
      readonly claim: string;
    };

/** How this application proves to the provider who it is. */
export type ClientAuthentication =
  | {
      /** A secret, in the `Authorization` header or in the body. */
      readonly method: 'client_secret_basic' | 'client_secret_post';
      /** The secret. */
      readonly clientSecret: string;
    }
  | {
      /** A signed assertion (RFC 7523). */
      readonly method: 'private_key_jwt';
      /** Private key: PKCS #8 in PEM, or a JWK. */
      readonly privateKey: string | Readonly<Record<string, unknown>>;
      /** Algorithm, such as `RS256`, `PS256`, `ES256`. */
      readonly algorithm: string;
      /** `kid` that the provider knows the key by. */
      readonly keyId?: string | undefined;
    }
  | {
      /** A certificate (RFC 8705), which the `fetch` given to the sign-on presents. */
      readonly method: 'tls_client_auth';
    };

/** What a vendor was given by the provider. */
export interface ClientRegistration {
  /** Issuer identifier of the provider. */
  readonly issuer: string;
  /** Identifier of this application. */
  readonly clientId: string;
  /** How this application proves who it is, as agreed upon with the provider. */
  readonly clientAuthentication: ClientAuthentication;
}
