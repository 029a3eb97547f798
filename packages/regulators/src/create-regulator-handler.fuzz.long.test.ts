import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRegulatorHandler } from './create-regulator-handler.js';
import { anyBody } from './test-data/arbitrary-bodies.js';
import { anyMutatedBody } from './test-data/mutated-bodies.js';
import { createAccount, fixtureValues, toNationalId, toQuery } from './test-data/regulator-data.js';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The bytes of a body, with some of them changed or removed. */
const anyBrokenBytes = fc
  .tuple(
    anyBody,
    fc.array(fc.tuple(fc.nat({ max: 2000 }), fc.integer({ min: 0, max: 255 }), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([body, edits]) => {
    let bytes = utf8(JSON.stringify(body));
    for (const [at, byte, isEnd] of edits) {
      const place = at % Math.max(bytes.length, 1);
      bytes[place] = byte;
      if (isEnd && at % 7 === 0) bytes = bytes.slice(0, place);
    }
    return bytes;
  });

const anyBytes: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  { weight: 6, arbitrary: anyMutatedBody.map((body) => utf8(JSON.stringify(body) ?? '')) },
  { weight: 2, arbitrary: anyBrokenBytes },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map(utf8) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => new Uint8Array(bytes)) },
);

const anyQuery = fc.oneof(
  { weight: 3, arbitrary: fc.constant(toQuery(fixtureValues.nationalId)) },
  { weight: 1, arbitrary: fc.constant(toQuery(toNationalId(99))) },
  { weight: 1, arbitrary: fc.webQueryParameters().map((text) => `identifier=${text}`) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

it('20,000 bodies: none causes an internal error, and no refused one leaves a trace', async () => {
  const statuses = new Map<number, number>();
  const account = createAccount('a0');
  await fc.assert(
    fc.asyncProperty(fc.boolean(), anyQuery, anyBytes, async (isCreate, query, body) => {
      const accounts = createMemoryRegulatorAccounts({ accounts: [account] });
      const handler = createRegulatorHandler({ accounts });
      const url = new URL('https://agenda.example/Practitioner');
      if (!isCreate) url.search = query;
      const response = await handler(new Request(url, { method: isCreate ? 'POST' : 'PUT', body }));
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const { resourceType } = (await response.json()) as { readonly resourceType: string };
      if (response.status === 200 || response.status === 201) return;
      expect([400, 406, 409, 422]).toContain(response.status);
      expect(resourceType).toBe('OperationOutcome');
      expect(accounts.list()).toEqual([account]);
    }),
    { numRuns: 20_000, seed: 20260714 },
  );
  // Both accepted and refused bodies occurred.
  for (const status of [200, 201, 400, 422]) expect(statuses.get(status)).toBeGreaterThan(100);
}, 120_000);
