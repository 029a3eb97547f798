import { checkSlotAnswer, readSearchSet } from '@sas-sos/conformance';
import { query, toSlotBundle } from '../platform/vendor/vendor.fixture.js';
import type { ExchangeDraft } from '../state/exchange.js';
import { toDraft } from './create-test-simulation.js';

const url = 'http://127.0.0.1:3000/fhir/Schedule?_count=1000';

/** A search whose answer is right but for a slot that is taken, with what the checks say of it. */
export function toWrongExchange(): ExchangeDraft {
  const bundle = toSlotBundle(url);
  const slot = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Slot')?.resource;
  if (slot?.resourceType === 'Slot') slot.status = 'busy';
  const headers = new Headers({ 'content-type': 'application/fhir+json' });
  const call = { status: 200, headers, data: bundle, url, durationMilliseconds: 42 };
  const checks = checkSlotAnswer({ call, set: readSearchSet(bundle), query });
  const body = JSON.stringify(bundle);
  return toDraft({
    url,
    checks,
    response: { headers: [...headers], body, bodyBytes: Buffer.byteLength(body) },
  });
}
