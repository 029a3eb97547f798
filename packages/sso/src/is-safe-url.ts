import { tryParse } from '@sas-sos/fhir-http';

/** Whether a URL uses https, or http on this machine, for development and tests. */
export function isSafeUrl(text: unknown): boolean {
  const url = typeof text === 'string' ? tryParse(() => new URL(text)) : undefined;
  if (!url) return false;
  const { protocol, hostname, username, password, hash } = url;
  if (username !== '' || password !== '' || hash !== '') return false;
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLocal);
}
