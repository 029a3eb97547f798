import { createSlotHandler, type SlotHandler } from '@sas-sos/slots';
import fc from 'fast-check';
import type { Bundle } from 'fhir/r4.js';
import { expect, it } from 'vitest';
import {
  anyAgenda,
  generatedEpoch,
  toSloppyAgenda,
} from '../../packages/slots/src/test-data/arbitrary-agenda.js';
import { toSlotQuery } from '../../packages/slots/src/test-data/slot-query.js';
import { loadValidator, validateAll } from './validator.js';

const day = 86_400_000;

async function get(handler: SlotHandler, path: string): Promise<Bundle> {
  const response = await handler(new Request(`https://agenda.example/fhir/${path}`), {
    basePath: '/fhir',
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Bundle;
}

it('the answers from a hundred generated agendas are valid', async () => {
  const { PROFILES } = await loadValidator();
  const items: { id: string; resource: Bundle; profile?: string }[] = [];
  for (const [index, agenda] of fc.sample(anyAgenda, { numRuns: 400, seed: 20261122 }).entries()) {
    const handler = createSlotHandler({
      agenda: toSloppyAgenda(agenda),
      placeIdSystem: 'https://editeur.example/ids',
      clock: { now: () => generatedEpoch },
    });
    const sirets = agenda.associations.map(({ siret }) => `3${siret}`);
    const query = toSlotQuery({ from: generatedEpoch, to: generatedEpoch + 4 * day, sirets });
    const bundle = await get(handler, `Schedule?${query}`);
    // The profile requires at least one slot; the text of the specification requires an empty
    // Bundle.
    if (bundle.total === 0) continue;
    items.push({ id: `search-${index}`, resource: bundle, profile: PROFILES['Bundle'] as string });
    items.push({
      id: `places-${index}`,
      resource: await get(handler, 'Location?_include=Location:organization'),
    });
    if (items.length === 200) break;
  }
  expect(items).toHaveLength(200);
  expect(await validateAll(items)).toEqual({});
});

it('the validator detects mistakes', async () => {
  const { PROFILES } = await loadValidator();
  const bundle = { resourceType: 'Bundle', type: 'searchset', total: 0, link: [] } as Bundle;
  const profile = PROFILES['Bundle'] as string;
  const wrong = await validateAll([{ id: 'empty', resource: bundle, profile }]);
  expect(wrong['empty']?.length).toBeGreaterThan(0);
});
