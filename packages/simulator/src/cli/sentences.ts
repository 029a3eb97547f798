import { join, resolve } from 'node:path';
import { isSasError } from '@sas-sos/core';
import type { Simulator, SimulatorOptions } from '../simulator-options.js';
import { commandTexts } from './command-texts.js';
import type { Language } from './read-language.js';
import { toFrenchRule } from './to-french-rule.js';

const flags: Readonly<Record<string, string>> = {
  vendorUrl: '--vendor',
  host: '--host',
  port: '--port',
  origin: '--origin',
  dataFile: '--data',
  documentationUrl: '--documentation',
  tls: '--mtls',
  'client.clientId': '--client-id',
  'client.clientSecret': '--client-secret',
  'client.redirectUris': '--redirect-uri',
  'client.postLogoutRedirectUris': '--post-logout-redirect-uri',
  'client.backchannelLogoutUri': '--backchannel-logout-uri',
  'client.userinfo': '--userinfo',
};

/** Explains why the simulator does not start, with the names of the command line. */
export function toSentence(error: unknown, language: Language): string {
  if (!isSasError(error)) return error instanceof Error ? error.message : String(error);
  const option = error.issues[0]?.expression ?? '';
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  const flag = flags[option];
  const prefix = `${option}: `;
  if (flag && message.startsWith(prefix)) {
    const rule = message.slice(prefix.length);
    return language === 'fr' ? `${flag} : ${toFrenchRule(rule)}` : `${flag}: ${rule}`;
  }
  // The message of mtls about a certificate, a key or a list.
  return ['cert', 'key', 'ca', 'crl', 'callers'].includes(option) ? `--mtls: ${message}` : message;
}

/** The output of the command once the platform is ready. */
export function toWelcome(
  simulator: Simulator,
  context: {
    readonly language: Language;
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
  const { options, mtls, language } = context;
  const texts = commandTexts[language];
  const { clientId = 'agenda-demo', clientSecret } = options.client ?? {};
  return [
    texts.listening(url),
    '',
    `  ${texts.pages}  ${url}/`,
    `  ${texts.exchanges}  ${url}/exchanges`,
    `  ${texts.faults}  ${url}/faults`,
    `  API        ${url}/api`,
    '',
    texts.settings,
    '',
    `  SSO_ISSUER=${sasIssuer}`,
    `  SSO_ISSUER=${pscIssuer}   ${texts.instead}`,
    `  SSO_CLIENT_ID=${clientId}`,
    `  SSO_CLIENT_SECRET=${clientSecret === undefined ? 'agenda-demo-secret' : texts.asGiven}`,
    `  SAS_ORIGINS=${options.origin ?? 'sas-preprod'}`,
    `  PLATFORM_FHIR_URL=${fhirUrl}`,
    ...(mtls ? toTlsLines(mtls, language) : []),
    '',
  ].join('\n');
}

function toTlsLines(
  {
    folder,
    platform,
    isNew,
  }: {
    readonly folder: string;
    readonly platform: { readonly commonName: string; readonly organizationalUnit: string };
    readonly isNew: boolean;
  },
  language: Language,
): readonly string[] {
  const texts = commandTexts[language];
  const file = (name: string) => join(resolve(folder), name);
  return [
    '',
    texts.mutualTls(resolve(folder), isNew),
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
    `  NODE_EXTRA_CA_CERTS=${file('ca.pem')}   ${texts.issuerAuthority}`,
    '',
    texts.browserTrust(file('ca-root.pem')),
  ];
}
