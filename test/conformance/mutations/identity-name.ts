/** A caller of the transport tests, by its certificate. */
export type IdentityName =
  | 'valid'
  | 'wrongCommonName'
  | 'wrongOrganizationalUnit'
  | 'revoked'
  | 'none';
