import { silentLogger, systemClock } from '@sas-sos/core';
import { createExchangeLog } from '../../state/exchange-log.js';
import { createFaultSwitches } from '../../state/fault-switches.js';
import {
  type ReceivedRequest,
  startVendor,
  type TestAnswer,
  toLocationBundle,
  toOrganizationBundle,
  toSlotBundle,
  toUrl,
} from './vendor.fixture.js';
import { createVendorClient } from './vendor-client.js';

/** A vendor, and a client of the platform for it. */
export async function startVendorClient(
  answer: (received: ReceivedRequest) => TestAnswer | 'never' = answerRightly,
  timeoutMilliseconds?: number,
) {
  const vendor = await startVendor(answer);
  const exchanges = createExchangeLog();
  const faults = createFaultSwitches();
  const client = createVendorClient({
    vendorUrl: vendor.url,
    exchanges,
    faults,
    clock: systemClock,
    logger: silentLogger,
    timeoutMilliseconds,
  });
  return {
    ...vendor,
    client,
    exchanges,
    faults,
    failed: (number: number) =>
      exchanges
        .find(number)
        ?.checks.filter(({ passed }) => !passed)
        .map(({ rule }) => rule),
  };
}

/** The answers of a vendor that follows every flow. */
export function answerRightly(received: ReceivedRequest): TestAnswer {
  const url = toUrl(received);
  const type = new URL(url).pathname.split('/').at(-1);
  if (type === 'Schedule') return { body: toSlotBundle(url) };
  if (type === 'Organization') return { body: toOrganizationBundle(url) };
  if (type === 'Location') return { body: toLocationBundle(url) };
  const location = `${url.split('?')[0]}/1`;
  return { status: received.method === 'POST' ? 201 : 200, headers: { location }, body: '' };
}
