import { SasError } from '@sas-sos/core';

const resourceForms: ReadonlySet<string> = new Set([
  'application/fhir+json',
  'application/json+fhir',
  'application/json',
]);
const searchForms: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded']);

/**
 * Checks that the body of a request has a media type that its path accepts.
 *
 * @throws SasError `SAS_MEDIA_TYPE_UNSUPPORTED` when it has another type, a charset other than
 *   UTF-8, or is compressed.
 */
export function checkContentType(
  headers: Pick<Headers, 'get'>,
  body: 'resource' | 'search-form',
): void {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const forms = body === 'resource' ? resourceForms : searchForms;
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  const isTaken =
    forms.has(type.trim()) && parameters.every(keepsUtf8) && /^(identity)?$/.test(encoding);
  if (!isTaken) throw new SasError('SAS_MEDIA_TYPE_UNSUPPORTED');
}

function keepsUtf8(parameter: string): boolean {
  const match = /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter);
  return !match || match[1] === 'utf-8' || match[1] === 'utf8';
}
