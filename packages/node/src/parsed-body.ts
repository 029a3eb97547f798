import type { HostedRequest, NodeRequest } from './node-message.js';

/**
 * Finds the body that a parser of the host already read: the bytes if they were kept, otherwise the
 * parsed value, serialised again. Adjusts the headers that describe it.
 *
 * @throws Error when the body is gone and nothing was kept of it.
 */
export function readParsedBody(
  request: NodeRequest & HostedRequest,
  headers: Headers,
): Uint8Array<ArrayBuffer> {
  const { body, rawBody } = request;
  const bytes = toBytes(rawBody instanceof Uint8Array ? rawBody : body, headers);
  headers.delete('content-encoding');
  headers.delete('transfer-encoding');
  headers.set('content-length', String(bytes.byteLength));
  return bytes;
}

function toBytes(body: unknown, headers: Headers): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (body === undefined) {
    throw new Error(
      'A middleware read the body of the request and kept nothing: mount the handler before it.',
    );
  }
  // A decoded body is written in UTF-8, whatever its original encoding.
  const type = (headers.get('content-type') ?? '').replace(/;.*/s, '').trim();
  if (type) headers.set('content-type', type);
  if (typeof body === 'string') return new TextEncoder().encode(body);
  const isForm = type.toLowerCase() === 'application/x-www-form-urlencoded';
  return new TextEncoder().encode(isForm ? toForm(body) : JSON.stringify(body));
}

/** Writes a form as `qs` and `querystring` parse one: lists, and names with brackets. */
function toForm(body: unknown): string {
  const form = new URLSearchParams();
  const append = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) append(name, item);
    else if (isList(value)) append(name, Object.values(value));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) append(name ? `${name}[${key}]` : key, item);
    } else form.append(name, String(value ?? ''));
  };
  append('', body);
  return form.toString();
}

/**
 * `qs` turns a name that is repeated more than twenty times into an object with the keys 0, 1, 2 …
 */
function isList(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).every((key, index) => key === String(index));
}
