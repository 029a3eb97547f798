import { isSasError } from '@sas-sos/core';

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

/** Says why the simulator does not start, by the names of the command line. */
export function toSentence(error: unknown): string {
  if (!isSasError(error)) return error instanceof Error ? error.message : String(error);
  const option = error.issues[0]?.expression ?? '';
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  const flag = flags[option];
  const prefix = `${option}: `;
  if (flag && message.startsWith(prefix)) return `${flag}: ${message.slice(prefix.length)}`;
  // What mtls has to say of a certificate, a key or a list.
  return ['cert', 'key', 'ca', 'crl', 'callers'].includes(option) ? `--mtls: ${message}` : message;
}
