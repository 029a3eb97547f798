/** A person who can sign in with a login and a password. */
export interface TestUser {
  /** Login to enter on the login page. */
  readonly login: string;
  /** @defaultValue `secret` */
  readonly password?: string | undefined;
  /** `sub` of the tokens. @defaultValue the login */
  readonly subject?: string | undefined;
  /** Other claims: `email`, `idp_connect`, `SubjectNameID` … */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** `acr` of the tokens: the level of authentication. @defaultValue `eidas1` */
  readonly acr?: string | undefined;
}
