import { join, resolve } from 'node:path';
import { isSasError } from '@sas-sos/core';
import type { Simulator, SimulatorOptions } from '../simulator-options.js';

const flags: Readonly<Record<string, string>> = {
  vendorUrl: '--vendor',
  host: '--host',
  port: '--port',
  origin: '--origin',
  dataFile: '--data',
  tls: '--mtls',
  'client.clientId': '--client-id',
  'client.clientSecret': '--client-secret',
  'client.redirectUris': '--redirect-uri',
  'client.postLogoutRedirectUris': '--post-logout-redirect-uri',
  'client.backchannelLogoutUri': '--backchannel-logout-uri',
  'client.userinfo': '--userinfo',
};

/** Explains why the simulator does not start, with the names of the command line. */
export function toSentence(error: unknown): string {
  if (!isSasError(error)) return error instanceof Error ? error.message : String(error);
  const option = error.issues[0]?.expression ?? '';
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  const flag = flags[option];
  const prefix = `${option}: `;
  if (flag && message.startsWith(prefix)) return `${flag}: ${message.slice(prefix.length)}`;
  // The message of mtls about a certificate, a key or a list.
  return ['cert', 'key', 'ca', 'crl', 'callers'].includes(option) ? `--mtls: ${message}` : message;
}

/** The output of the command once the platform is ready. */
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
