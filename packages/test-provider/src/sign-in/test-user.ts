/** Somebody who can sign in by a login and a password. */
export interface TestUser {
  /** What is typed into the login form. */
  readonly login: string;
  /** @defaultValue `secret` */
  readonly password?: string | undefined;
  /** `sub` of the tokens. @defaultValue the login */
  readonly subject?: string | undefined;
  /** The other claims: `email`, `idp_connect`, `SubjectNameID` … */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** How strongly they are authenticated. @defaultValue `eidas1` */
  readonly acr?: string | undefined;
}
