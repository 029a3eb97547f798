import type { VendorAnswer } from '@sas-sos/conformance';
import type { ExchangeMessage } from '../../exchanges/exchange.js';
import type { VendorRequest } from './vendor-request.js';

/** What was sent, for the log. */
export function toRequestMessage({ headers, body }: VendorRequest): ExchangeMessage {
  const text = body === null ? null : JSON.stringify(body);
  return { headers: Object.entries(headers), body: text, bodyBytes: byteLength(text) };
}

/** What was answered, for the log: JSON is written anew, without the spaces that it came with. */
export function toResponseMessage({ headers, data }: VendorAnswer): ExchangeMessage {
  const text = toBody(data);
  const length = headers.get('content-length') ?? '';
  const isAsSent = /^\d{1,15}$/.test(length) && !headers.has('content-encoding');
  return {
    headers: [...headers],
    body: text,
    bodyBytes: isAsSent ? Number(length) : byteLength(text),
  };
}

/** fhir-kit-client makes an empty object out of no body. */
function toBody(data: unknown): string | null {
  if (typeof data === 'string') return data;
  try {
    const text = JSON.stringify(data);
    return text === '{}' ? null : text;
  } catch {
    // Nested deeper than can be written.
    return null;
  }
}

function byteLength(text: string | null): number {
  return text === null ? 0 : Buffer.byteLength(text);
}
