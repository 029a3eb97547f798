import type { Agenda, Consultation, Logger } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { warnOfHomeVisits } from './warn-of-home-visits.js';

const now = Date.parse('2026-12-01T08:00:00Z');
const place = (id: string) => ({
  id,
  name: id,
  address: { line: '1 rue', postalCode: '35000', city: 'Rennes' },
});

function createAgenda(kinds: Readonly<Record<string, readonly Consultation[]>>): Agenda {
  return {
    listAssociations: () => [
      { siret: '34173748400020', name: 'A', places: [place('a1'), place('a2')] },
      { siret: '92080466300010', name: 'B', places: [place('b1')] },
    ],
    findFreeSlots: ({ placeIds, from }) =>
      placeIds.flatMap((placeId) => ({
        id: placeId,
        placeId,
        start: from,
        end: new Date(from.getTime() + 900_000),
        audience: ['public'] as const,
        consultation: kinds[placeId] ?? ['on-site'],
        booking: 'appointment' as const,
      })),
  };
}

async function warningsOf(agenda: Agenda, signal = new AbortController().signal) {
  const lines: object[] = [];
  const silent = () => {};
  const logger: Logger = {
    debug: silent,
    info: silent,
    warn: (fields) => void lines.push(fields),
    error: silent,
  };
  await warnOfHomeVisits({ agenda, clock: { now: () => now }, logger, signal });
  return lines;
}

describe('warnOfHomeVisits', () => {
  it.each([
    { name: 'no home visit', kinds: {}, expected: [] },
    {
      name: 'a home visit at the second place of one association',
      kinds: { a2: ['on-site', 'home-visit'] },
      expected: [{ associations: ['34173748400020'] }],
    },
    {
      name: 'home visits in both associations',
      kinds: { a1: ['home-visit'], b1: ['home-visit'] },
      expected: [{ associations: ['34173748400020', '92080466300010'] }],
    },
  ] as const)('$name', async ({ kinds, expected }) => {
    expect(await warningsOf(createAgenda(kinds))).toEqual(expected);
  });

  it('says so when the agenda cannot be read, and never rejects', async () => {
    const err = new Error('down');
    const findFreeSlots = () => Promise.reject(err);
    expect(await warningsOf({ ...createAgenda({}), findFreeSlots })).toEqual([{ err }]);
  });

  it('says nothing when the server stops meanwhile', async () => {
    expect(await warningsOf(createAgenda({ a1: ['home-visit'] }), AbortSignal.abort())).toEqual([]);
  });
});
