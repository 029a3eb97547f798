import { join, resolve } from 'node:path';
import type { Simulator, SimulatorOptions } from '../simulator-options.js';

/** What the command prints once the platform serves. */
export function toWelcome(
  simulator: Simulator,
  context: {
    readonly options: Pick<SimulatorOptions, 'origin' | 'client'>;
    readonly mtls:
      | {
          readonly folder: string;
          readonly platform: { readonly commonName: string; readonly organizationalUnit: string };
          readonly isNew: boolean;
        }
      | undefined;
  },
): string {
  const { url, fhirUrl, sasIssuer, pscIssuer } = simulator;
  const { options, mtls } = context;
  const { clientId = 'agenda-demo', clientSecret } = options.client ?? {};
  return [
    `listening on ${url}`,
    '',
    `  pages      ${url}/`,
    `  exchanges  ${url}/exchanges`,
    `  faults     ${url}/faults`,
    `  API        ${url}/api`,
    '',
    'What the vendor is to be configured with, as the reference vendor names it:',
    '',
    `  SSO_ISSUER=${sasIssuer}`,
    `  SSO_ISSUER=${pscIssuer}   (instead, with SSO_METHOD=psc)`,
    `  SSO_CLIENT_ID=${clientId}`,
    `  SSO_CLIENT_SECRET=${clientSecret === undefined ? 'agenda-demo-secret' : '(as given)'}`,
    `  SAS_ORIGINS=${options.origin ?? 'sas-preprod'}`,
    `  PLATFORM_FHIR_URL=${fhirUrl}`,
    ...(mtls ? toTlsLines(mtls) : []),
    '',
  ].join('\n');
}

function toTlsLines({
  folder,
  platform,
  isNew,
}: {
  readonly folder: string;
  readonly platform: { readonly commonName: string; readonly organizationalUnit: string };
  readonly isNew: boolean;
}): readonly string[] {
  const file = (name: string) => join(resolve(folder), name);
  return [
    '',
    `Mutual TLS, by the certificates of ${resolve(folder)}${isNew ? ', made just now' : ''}:`,
    '',
    `  TLS_CERT=${file('server.pem')}`,
    `  TLS_KEY=${file('server-key.pem')}`,
    `  TLS_CA=${file('ca.pem')}`,
    `  TLS_CRL=${file('ca-crl.pem')}`,
    `  CLIENT_CN=${platform.commonName}`,
    `  CLIENT_OU=${platform.organizationalUnit}`,
    `  PLATFORM_CERT=${file('vendor.pem')}`,
    `  PLATFORM_KEY=${file('vendor-key.pem')}`,
    `  PLATFORM_CA=${file('ca.pem')}`,
    `  NODE_EXTRA_CA_CERTS=${file('ca.pem')}   (for the issuer, which the vendor calls without its certificate)`,
    '',
    `A browser trusts these pages once it knows the authority ${file('ca-root.pem')}.`,
  ];
}
