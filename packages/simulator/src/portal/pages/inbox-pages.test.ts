import { describe, expect, it } from 'vitest';
import { knownEffector, toAppointment, toReport } from '../../test-data/create-test-appointment.js';
import { createTestSimulation } from '../../test-data/create-test-simulation.js';
import { createPageReader } from '../../test-data/read-page.js';
import { toChanges } from './appointment-words.js';

const open = (appointments: readonly ReturnType<typeof toAppointment>[]) =>
  createPageReader(createTestSimulation({ state: { appointments } }));

describe('The inbox', () => {
  const cancelled = toAppointment('a2', [toReport({ status: 'cancelled' })]);

  it('explains where reports come from when there is none', async () => {
    expect(await open([]).read('/appointments')).toContain('Aucun rendez-vous reçu');
  });

  it('shows the latest first', async () => {
    const text = await open([toAppointment('a1'), cancelled]).read('/appointments');
    expect(text.indexOf('/appointments/a2')).toBeLessThan(text.indexOf('/appointments/a1'));
  });

  it.each([
    { name: 'one state', query: '?state=cancelled', shown: ['a2'] },
    { name: 'a state without appointments', query: '?state=noshow', shown: [] },
    { name: 'an unknown state', query: '?state=x', shown: ['a2', 'a1'] },
  ])('filters: $name', async ({ query, shown }) => {
    const text = await open([toAppointment('a1'), cancelled]).read(`/appointments${query}`);
    expect([...text.matchAll(/href="\/appointments\/(a\d)"/g)].map(([, id]) => id)).toEqual(shown);
  });

  it('has pages of 200', async () => {
    const reader = open(Array.from({ length: 401 }, (_, index) => toAppointment(`a${index}`)));
    const count = async (path: string) =>
      (await reader.read(path)).match(/href="\/appointments\/a/g)?.length ?? 0;
    expect(await count('/appointments')).toBe(200);
    expect(await count('/appointments?page=1')).toBe(200);
    expect(await count('/appointments?page=2')).toBe(1);
    expect(await count('/appointments?page=3')).toBe(0);
  });

  it('returns only the list to the script', async () => {
    const text = await open([cancelled]).read('/appointments?fragment=&state=cancelled');
    expect(text).toContain('/appointments/a2');
    expect(text).not.toContain('<html');
  });
});

describe('The life of an appointment', () => {
  const first = toReport();
  const reports = [
    first,
    first,
    toReport({ ...knownEffector, status: 'booked' }),
    toReport({ ...knownEffector, status: 'booked', start: '2026-12-01T16:00:00+01:00' }),
    toReport({ ...knownEffector, status: 'cancelled', start: '2026-12-01T16:00:00+01:00' }),
  ];

  it('shows each version, repeats, and what the call centre receives', async () => {
    const text = await open([toAppointment('a1', reports)]).read('/appointments/a1');
    for (const part of [
      'Répété',
      'ffecteur désigné : 810000000012',
      'éplacé du',
      'Annulé',
      'Camille Delaunay',
      'non transmis par ce flux',
      'version 5',
    ]) {
      expect(text.toLowerCase()).toContain(part.toLowerCase());
    }
    expect(text.match(/class="repeat"/g)).toHaveLength(1);
  });

  it.each([
    {
      name: 'Paris',
      start: '2026-12-01T15:00:00+01:00',
      title: 'Rendez-vous du mardi 1er décembre à 15:00 (heure de Paris)',
    },
    {
      name: 'Paris, in UTC',
      start: '2026-12-01T14:00:00Z',
      title: 'Rendez-vous du mardi 1er décembre à 15:00 (heure de Paris)',
    },
    {
      name: 'the place',
      start: '2026-12-01T10:00:00+04:00',
      title: 'Rendez-vous du mardi 1er décembre à 10:00 (heure locale, UTC+4 ; 07:00 à Paris)',
    },
  ])('says whose time it shows: $name', async ({ start, title }) => {
    const reader = open([toAppointment('a1', [toReport({ start })])]);
    const text = await reader.read('/appointments/a1');
    expect(text).toContain(`<h1>${title} `);
    expect(text).toContain(`<dt>Début</dt><dd>${title.replace('Rendez-vous du ', '')}</dd>`);
    expect(await reader.read('/appointments')).toContain('heure de Paris, sauf mention contraire');
  });

  it('shows foreign text as text', async () => {
    const hostile = toReport({
      comment: '</pre><script>x</script>',
      start: '<b>',
      status: '<i>' as never,
    });
    const text = await open([toAppointment('a1', [hostile])]).read('/appointments/a1');
    expect(text).not.toMatch(/<script>x|<b>|<i>/);
  });

  it.each([
    {
      name: 'first',
      before: undefined,
      after: toReport(),
      expected: [/^en attente pour le mardi 1er décembre/],
    },
    {
      name: 'moved',
      before: toReport(),
      after: reports[3],
      expected: [/^déplacé du .*15:00 au .*16:00$/, /confirmé/, /désigné/],
    },
    {
      name: 'first, overseas: whose time',
      before: undefined,
      after: toReport({ start: '2026-12-01T10:00:00+04:00' }),
      expected: [/1er décembre à 10:00 \(heure locale, UTC\+4 ; 07:00 à Paris\)$/],
    },
    {
      name: 'first, on another day than in Paris',
      before: undefined,
      after: toReport({ start: '2026-12-01T21:00:00-04:00' }),
      expected: [
        /1er décembre à 21:00 \(heure locale, UTC−4 ; mercredi 2 décembre à 02:00 à Paris\)$/,
      ],
    },
    {
      name: 'longer',
      before: toReport(),
      after: toReport({ end: '2026-12-01T15:40:00+01:00' }),
      expected: [/durée/],
    },
    {
      name: 'effector replaced',
      before: reports[2],
      after: toReport({
        status: 'booked',
        participant: [{ status: 'accepted', actor: { identifier: { value: '8999' } } }],
      }),
      expected: [/remplacé : 8999/],
    },
    {
      name: 'effector removed',
      before: reports[2],
      after: toReport({ status: 'booked' }),
      expected: [/retiré/],
    },
    {
      name: 'kept',
      before: reports[2],
      after: toReport({ ...knownEffector, status: 'fulfilled' }),
      expected: [/^honoré$/],
    },
    {
      name: 'another regulator',
      before: toReport(),
      after: toReport({ extension: [] }),
      expected: [/régulateur changé/],
    },
    { name: 'nothing', before: toReport(), after: toReport(), expected: [] },
  ])('describes what changed: $name', ({ before, after, expected }) => {
    const changes = toChanges(before, after ?? toReport());
    expect(changes).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});
