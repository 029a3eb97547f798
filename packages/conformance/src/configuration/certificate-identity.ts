/** A certificate and its key. */
export interface CertificateIdentity {
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string | undefined;
}
