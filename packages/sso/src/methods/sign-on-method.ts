/**
 * How regulators sign on: the provider, the request sent to it, and how its answer identifies an
 * account. A plain object: read it, spread it, override what differs in your deployment.
 */
export interface SignOnMethod {
  /**
   * Values of `origin` of its environment.
   *
   * @defaultValue none: the sign-on's own option `origins` names them
   */
  readonly origins?: readonly string[] | undefined;
  /** Name in logs and in `RegulatorRight.method`. */
  readonly name: string;
  /** Issuer identifier, exactly as in the provider's tokens. */
  readonly issuer: string;
  /** URL of its discovery document. */
  readonly discoveryUrl: string;
  /** Identifier of this application at the provider. */
  readonly clientId: string;
  /** How this application proves who it is. */
  readonly clientAuthentication: ClientAuthentication;
  /** `scope` of the request; must include `openid`. */
  readonly scopes: readonly string[];
  /** `acr_values` of the request; none by default. */
  readonly acrValues?: readonly string[] | undefined;
  /** Accepted values of `acr`. @defaultValue any value, or none */
  readonly acceptedAcrValues?: readonly string[] | undefined;
  /** Other parameters of the authorization request, such as `prompt` or `kc_idp_hint`. */
  readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;
  /** Whether to request userinfo too: claims of the ID token take precedence over it. */
  readonly userinfo: boolean;
  /**
   * The claims by which an account is found: one is enough, and no other may match another account
   * or differ from the account's own value.
   */
  readonly accountClaims: readonly AccountClaim[];
  /** Claim that says how the person signed in to the platform: passed on, never decided on. */
  readonly platformMethodClaim?: string | undefined;
}

/** A claim, or the first of several, and what it is compared with. */
export type AccountClaim =
  | {
      /** Compared with `emailKey`: NFC, lower case, no further folding. */
      readonly kind: 'email';
      /** Name of the claim. */
      readonly claim: string;
      /**
       * Whether to accept an address that the provider marks as `email_verified: false`. An address
       * without that claim is always accepted.
       *
       * @defaultValue false
       */
      readonly acceptUnverified?: boolean | undefined;
    }
  | {
      /** Compared with `nationalId`, with or without its prefix. */
      readonly kind: 'national-id';
      /** Names of the claims; the first one present counts. */
      readonly claims: readonly string[];
    }
  | {
      /** Compared with `technicalId`; a value that is not a UUID is ignored. */
      readonly kind: 'technical-id';
      /** Name of the claim. */
      readonly claim: string;
    };

/** How this application proves to the provider who it is. */
export type ClientAuthentication =
  | {
      /** A secret, in the `Authorization` header. */
      readonly method: 'client_secret_basic';
      /** The secret. */
      readonly clientSecret: string;
      /**
       * How identifier and secret are written there: `form` encodes what is not a letter, a digit or
       * one of `*-._` (RFC 6749, appendix B); `none` is for providers that decode nothing, such as
       * LemonLDAP::NG 2.16, Glewlwyd 2.7 and Keycloak before late 2022.
       *
       * @defaultValue `form`
       */
      readonly encoding?: 'form' | 'none' | undefined;
    }
  | {
      /** A secret, in the body. */
      readonly method: 'client_secret_post';
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
      /** `kid` of the key at the provider. */
      readonly keyId?: string | undefined;
    }
  | {
      /** A certificate (RFC 8705), which the `fetch` given to the sign-on presents. */
      readonly method: 'tls_client_auth';
    };

/** The registration of a vendor at the provider. */
export interface ClientRegistration {
  /**
   * Issuer identifier of the provider.
   *
   * @defaultValue that of the environment, where it is published
   */
  readonly issuer?: string | undefined;
  /** Identifier of this application. */
  readonly clientId: string;
  /** How this application proves who it is, as agreed on with the provider. */
  readonly clientAuthentication: ClientAuthentication;
}
