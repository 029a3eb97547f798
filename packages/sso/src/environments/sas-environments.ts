import type { Published } from './published.js';

/** The public values of an environment of the platform. */
export interface SasEnvironment {
  /** Values of `origin` that its links carry. */
  readonly origins: Published<readonly string[]>;
  /** Issuer identifier of its Keycloak, realm `sas`. */
  readonly issuer: Published<string>;
  /** Path of the discovery document, appended to the issuer. */
  readonly discoveryPath: Published<string>;
  /** Where the browser is sent to sign in. */
  readonly authorizationEndpoint: Published<string>;
  /** Address of the pages on which regulators search. */
  readonly pages: Published<string>;
}

/** Name of an environment of the platform. */
export type SasEnvironmentName = 'production' | 'preproduction' | 'rui' | 'rui-ovh';

const guide = 'implementation guide ans.fhir.fr.sas 1.2.0, regulator accounts';
const kit = 'test kit of the certification, sign-on';
const engine = 'source code of the search engine (ansforge/SAS-moteur-recherche)';
const unpublished = { value: undefined, source: 'not published: ask ANS' } as const;
/** Where each environment has its discovery document, and an issuer that is not in the table. */
export const sasDiscoveryPath = {
  value: '/.well-known/openid-configuration',
  source: 'layout of Keycloak; not published itself',
} as const;

/** What a test environment besides pre-production has published. */
function ofOrigin(origin: string, pages: Published<string>): SasEnvironment {
  return {
    origins: {
      value: [origin],
      source: 'seen in use, in no published document: confirm it with ANS',
    },
    issuer: unpublished,
    discoveryPath: sasDiscoveryPath,
    authorizationEndpoint: unpublished,
    pages,
  };
}

/**
 * The environments of the platform: what is published of each, and where. A value that ANS gives
 * you takes precedence, `sasDelegation({ environment, issuer })`.
 */
export const sasEnvironments: Readonly<Record<SasEnvironmentName, SasEnvironment>> = {
  production: {
    origins: { value: ['sas'], source: guide },
    issuer: unpublished,
    discoveryPath: sasDiscoveryPath,
    authorizationEndpoint: unpublished,
    pages: { value: 'https://sas.sante.fr', source: `${engine}, end-to-end tests` },
  },
  preproduction: {
    origins: { value: ['sas-preprod'], source: kit },
    issuer: {
      value: 'https://seconnecter.preproduction.santefr.esante.gouv.fr/realms/sas',
      source: `follows from the authorization endpoint in the ${kit}`,
    },
    discoveryPath: sasDiscoveryPath,
    authorizationEndpoint: {
      value:
        'https://seconnecter.preproduction.santefr.esante.gouv.fr/realms/sas/protocol/openid-connect/auth',
      source: kit,
    },
    pages: { value: 'https://sas.preproduction.santefr.esante.gouv.fr', source: kit },
  },
  rui: ofOrigin('sas-rui', unpublished),
  'rui-ovh': ofOrigin('sas-rui-ovh', unpublished),
};
