import type { FhirTarget } from '@sas-sos/fhir-http';

/**
 * Turns `POST [type]/_search` into the `GET [type]?…` that means the same: the parameters of the
 * URL, then those of the form, as they were written.
 */
export function toSearchRequest(
  request: Request,
  options: {
    readonly target: FhirTarget;
    readonly basePath: string;
    readonly form: Uint8Array<ArrayBuffer>;
  },
): Request {
  const { target, basePath, form } = options;
  const query = [target.query, toQuery(form)].filter((part) => part !== '').join('&');
  const url = new URL(request.url);
  url.pathname = `${basePath.replace(/\/$/, '')}/${target.segments[0]}`;
  url.search = query;
  const headers = new Headers(request.headers);
  for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  return new Request(url, { headers });
}

/**
 * Writes the bytes of a form as a query. What a URL cannot hold is percent-encoded byte by byte, so
 * that a text that is not UTF-8 stays one, for the part to refuse.
 */
function toQuery(form: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(form.buffer, form.byteOffset, form.byteLength)
    .toString('latin1')
    .trim()
    .replace(
      /[^!$-&(-;=?-~]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}
