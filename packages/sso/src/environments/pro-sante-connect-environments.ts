import type { Published } from './published.js';

/** The public values of an environment of Pro Santé Connect. */
export interface ProSanteConnectEnvironment {
  /** Issuer identifier. */
  readonly issuer: Published<string>;
  /** Path of the discovery document, appended to the issuer. */
  readonly discoveryPath: Published<string>;
  /** Where the browser is sent to sign in. */
  readonly authorizationEndpoint: Published<string>;
}

/** Name of an environment of Pro Santé Connect. */
export type ProSanteConnectEnvironmentName = 'production' | 'sandbox';

/** Issuers of Pro Santé Connect: the service itself, and its sandbox (BAS). */
export const proSanteConnectIssuers = Object.freeze({
  production: 'https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet',
  sandbox: 'https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet',
});

const documentation =
  'technical documentation of Pro Santé Connect (industriels.esante.gouv.fr), discovery document';
/** Where each environment has its discovery document, and an issuer that is not in the table. */
export const proSanteConnectDiscoveryPath = {
  value: '/.well-known/wallet-openid-configuration',
  source: documentation,
} as const;

/** The environments of Pro Santé Connect: what is published of each, and where. */
export const proSanteConnectEnvironments: Readonly<
  Record<ProSanteConnectEnvironmentName, ProSanteConnectEnvironment>
> = {
  production: {
    issuer: { value: proSanteConnectIssuers.production, source: documentation },
    discoveryPath: proSanteConnectDiscoveryPath,
    authorizationEndpoint: {
      value: 'https://wallet.esw.esante.gouv.fr/auth',
      source: documentation,
    },
  },
  sandbox: {
    issuer: { value: proSanteConnectIssuers.sandbox, source: documentation },
    discoveryPath: proSanteConnectDiscoveryPath,
    authorizationEndpoint: {
      value: 'https://wallet.bas.psc.esante.gouv.fr/auth',
      source: documentation,
    },
  },
};
