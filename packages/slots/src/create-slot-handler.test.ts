import type { Agenda, FreeSlot, Logger } from '@sas-sos/core';
import type { Bundle, OperationOutcome, Slot } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createSlotHandler, type SlotHandlerOptions } from './create-slot-handler.js';
import { refusedQueries } from './test-data/refused-queries.js';
import { toSlotQuery } from './test-data/slot-query.js';

const now = Date.parse('2026-12-01T07:00:00Z');
const hour = 3_600_000;
const siret = '34173748400020';

function slot(changes: Partial<FreeSlot> = {}): FreeSlot {
  return {
    id: 's1',
    placeId: 'p1',
    start: now + hour,
    end: now + 2 * hour,
    audience: ['public'],
    consultation: ['on-site'],
    booking: 'appointment',
    url: 'https://agenda.example/lieux/p1?creneau=s1',
    ...changes,
  };
}

function place(id: string) {
  return {
    id,
    name: `Lieu ${id}`,
    phone: '01 99 00 12 34',
    address: { line: '1 rue de Rennes', postalCode: '35000', city: 'Rennes' },
  };
}

function agendaOf(slots: readonly FreeSlot[], changes: Partial<Agenda> = {}): Agenda {
  return {
    listAssociations: () => [
      { siret, name: 'SOS Médecins de Rennes', places: [place('p1'), place('p2')] },
      { siret: '92080466300010', name: 'SOS Médecins Lorient', places: [place('p3')] },
    ],
    findFreeSlots: () => slots,
    ...changes,
  };
}

interface Line {
  readonly level: string;
  readonly fields: Record<string, unknown>;
}

function createLogger(): Logger & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const log = (level: string) => (fields: object) => {
    lines.push({ level, fields: fields as Record<string, unknown> });
  };
  return { lines, debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

function create(agenda: Agenda, options: Partial<SlotHandlerOptions> = {}) {
  const handler = createSlotHandler({
    agenda,
    placeIdSystem: 'https://editeur.example/ids',
    clock: { now: () => now },
    ...options,
  });
  const get = (path: string, init?: RequestInit) =>
    handler(new Request(`https://agenda.example/fhir/${path}`, init), { basePath: '/fhir' });
  const search = async (sirets: readonly string[] = [`3${siret}`]): Promise<Bundle> => {
    const response = await get(
      `Schedule?${toSlotQuery({ from: now, to: now + 72 * hour, sirets })}`,
    );
    expect(response.status).toBe(200);
    return (await response.json()) as Bundle;
  };
  const searchSlots = async (): Promise<Slot[]> =>
    ((await search()).entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'Slot' ? [resource as Slot] : [],
    );
  return { handler, get, search, searchSlots };
}

describe('invalid slots of an agenda', () => {
  it.each([
    {
      name: 'ends before it starts',
      bad: slot({ id: 'bad', end: now }),
      path: 'slots[bad].end',
      code: 'slot-ends-before-start',
    },
    {
      name: 'ends when it starts',
      bad: slot({ id: 'bad', end: now + hour }),
      path: 'slots[bad].end',
      code: 'slot-ends-before-start',
    },
    {
      name: 'a place of an unlisted association',
      bad: slot({ id: 'bad', placeId: 'nowhere' }),
      path: 'slots[bad].placeId',
      code: 'slot-place-unknown',
    },
    {
      name: 'a booking without a page',
      bad: slot({ id: 'bad', url: undefined }),
      path: 'slots[bad].url',
      code: 'slot-url-missing',
    },
    {
      name: 'an invalid page',
      bad: slot({ id: 'bad', url: 'agenda/p1' }),
      path: 'slots[bad].url',
      code: 'slot-url-malformed',
    },
    {
      name: 'a URL object as page',
      bad: slot({ id: 'bad', url: new URL('https://a.example/') as never }),
      path: 'slots[bad].url',
      code: 'slot-url-malformed',
    },
    {
      name: 'a page with a fragment',
      bad: slot({ id: 'bad', url: 'https://a.example/?x=1#y' }),
      path: 'slots[bad].url',
      code: 'slot-url-malformed',
    },
    {
      name: 'a page with credentials',
      bad: slot({ id: 'bad', url: 'https://u:p@a.example/?x=1' }),
      path: 'slots[bad].url',
      code: 'slot-url-malformed',
    },
    {
      name: 'a script as page',
      bad: slot({ id: 'bad', url: 'javascript:alert(1)' }),
      path: 'slots[bad].url',
      code: 'slot-url-malformed',
    },
    {
      name: 'a start without offset',
      bad: slot({ id: 'bad', start: '2026-12-01T09:00:00' }),
      path: 'slots[bad].start',
      code: 'slot-start-malformed',
    },
    {
      name: 'an invalid Date',
      bad: slot({ id: 'bad', end: new Date(Number.NaN) }),
      path: 'slots[bad].end',
      code: 'slot-end-malformed',
    },
    {
      name: 'an unknown audience',
      bad: slot({ id: 'bad', audience: ['everybody' as never] }),
      path: 'slots[bad].audience',
      code: 'slot-audience-unknown',
    },
    {
      name: 'an audience that is not a list',
      bad: slot({ id: 'bad', audience: 'public' as never }),
      path: 'slots[bad].audience',
      code: 'slot-audience-unknown',
    },
    {
      name: 'no consultation',
      bad: slot({ id: 'bad', consultation: [] }),
      path: 'slots[bad].consultation',
      code: 'slot-consultation-unknown',
    },
    {
      name: 'an unknown booking',
      bad: slot({ id: 'bad', booking: 'maybe' as never }),
      path: 'slots[bad].booking',
      code: 'slot-booking-unknown',
    },
    { name: 'no id', bad: slot({ id: '' }), path: 'slots[0].id', code: 'slot-id-missing' },
    {
      name: 'a number as id',
      bad: slot({ id: 7 as never }),
      path: 'slots[0].id',
      code: 'slot-id-missing',
    },
    { name: 'nothing', bad: null as never, path: 'slots[0]', code: 'slot-malformed' },
    {
      name: 'an object that throws when it is read',
      bad: {
        ...slot({ id: 'bad' }),
        get end(): never {
          throw new Error('lazy');
        },
      },
      path: 'slots[bad]',
      code: 'slot-malformed',
    },
    { name: 'a text', bad: 'slot' as never, path: 'slots[0]', code: 'slot-malformed' },
    {
      name: 'a repeated id',
      bad: slot({ id: 'good', start: now + 3 * hour, end: now + 4 * hour }),
      path: 'slots[good].id',
      code: 'slot-id-duplicate',
      kept: 'first given',
    },
  ])(
    '$name: left out, counted, logged once, and the others are sent',
    async ({ bad, path, code, kept }) => {
      const good = slot({ id: 'good' });
      const logger = createLogger();
      const { handler, searchSlots } = create(agendaOf(kept ? [good, bad] : [bad, good]), {
        logger,
      });
      for (let i = 0; i < 3; i += 1) {
        const slots = await searchSlots();
        expect(slots.map(({ id }) => id)).toEqual(['good']);
      }
      expect(
        logger.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields),
      ).toEqual([{ code, path, severity: 'error' }]);
      expect(handler.faultCounts()).toEqual({ [code]: 3 });
    },
  );

  it.each([
    {
      name: 'a walk-in without a page',
      changes: { booking: 'walk-in', url: null } as const,
      code: 'slot-walk-in-without-url',
      expected: { comment: undefined },
    },
    {
      name: 'an invalid reason',
      changes: { reasons: ['', 'Fièvre', 3 as never] },
      code: 'slot-reason-malformed',
      expected: { specialty: [{ text: 'Fièvre', coding: [{ code: 'SM54' }] }] },
    },
    {
      name: 'reasons that are not a list',
      changes: { reasons: 'Fièvre' as never },
      code: 'slot-reason-malformed',
      expected: { specialty: undefined },
    },
  ])('$name: sent, and logged', async ({ changes, code, expected }) => {
    const logger = createLogger();
    const { searchSlots } = create(agendaOf([slot(changes)]), { logger });
    const [sent] = await searchSlots();
    expect({ comment: sent?.comment, specialty: sent?.specialty }).toMatchObject(expected);
    expect(logger.lines.map(({ fields }) => fields['code'])).toEqual([code]);
  });

  it.each([
    { name: 'for the practice’s own patients', changes: { audience: ['patients'] } as const },
    { name: 'for the SAMU', changes: { audience: ['samu', 'professionals'] } as const },
    { name: 'for nobody', changes: { audience: [] } as const },
    { name: 'that has started', changes: { start: now - 1 } },
    { name: 'after the window', changes: { start: now + 72 * hour + 1, end: now + 80 * hour } },
    { name: 'of an association not asked for', changes: { placeId: 'p3' } },
  ])('a slot $name is not sent, and is not a fault', async ({ changes }) => {
    const { handler, searchSlots } = create(agendaOf([slot(changes)]));
    expect(await searchSlots()).toEqual([]);
    expect(handler.faultCounts()).toEqual({});
  });

  it.each([
    { name: 'with the code of general medicine', options: {}, expected: [{ code: 'SM54' }] },
    {
      name: 'with another code',
      options: { freeTextReasonCode: 'SM26' },
      expected: [{ code: 'SM26' }],
    },
    { name: 'alone', options: { freeTextReasonCode: null }, expected: undefined },
  ])('sends a free-text reason $name', async ({ options, expected }) => {
    const { searchSlots, get } = create(agendaOf([slot({ reasons: ['Fièvre'] })]), options);
    const [sent] = await searchSlots();
    expect(sent?.specialty?.[0]?.text).toBe('Fièvre');
    const coding =
      expected === undefined
        ? undefined
        : expect.arrayContaining([expect.objectContaining(expected[0])]);
    expect(sent?.specialty?.[0]?.coding).toEqual(coding);
    expect(await (await get('Slot/s1')).json()).toEqual(sent);
  });

  it('are logged and counted together with the faults of the directory', async () => {
    const logger = createLogger();
    const places = [place('p1'), { ...place('p2'), name: '' }];
    const listed = [{ siret, name: 'SOS Médecins de Rennes', places }];
    const { handler, search } = create(agendaOf([], { listAssociations: () => listed }), {
      logger,
    });
    for (let i = 0; i < 2; i += 1) await search();
    expect(logger.lines.map(({ fields }) => fields['code'])).toEqual(['place-name-missing']);
    expect(handler.faultCounts()).toEqual({ 'place-name-missing': 1 });
  });

  it('sends home visits, with one warning for each association that has some', async () => {
    const logger = createLogger();
    const visits = ['a', 'b'].map((id) => slot({ id, consultation: ['on-site', 'home-visit'] }));
    const { search } = create(agendaOf([...visits, slot({ id: 'c', placeId: 'p3' })]), { logger });
    for (let i = 0; i < 2; i += 1) expect((await search()).total).toBe(2);
    expect((await search(['392080466300010'])).total).toBe(1);
    expect(logger.lines).toEqual([
      {
        level: 'warn',
        fields: {
          code: 'association-with-home-visits',
          path: `associations[${siret}]`,
          severity: 'warning',
        },
      },
    ]);
  });

  it('sends slots that start on either bound', async () => {
    const { searchSlots } = create(
      agendaOf([
        slot({ id: 'first', start: now }),
        slot({ id: 'last', start: now + 72 * hour, end: now + 73 * hour }),
      ]),
    );
    expect((await searchSlots()).map(({ id }) => id)).toEqual(['first', 'last']);
  });
});

describe('calls to the agenda', () => {
  it('one for all associations, with the window from now on and the ids of their places', async () => {
    const asked: unknown[] = [];
    const { search } = create(
      agendaOf([], {
        findFreeSlots: ({ associations, placeIds, from, to }) => {
          asked.push([associations.map((association) => association.siret), placeIds, from, to]);
          return [];
        },
      }),
      { clock: { now: () => now + hour } },
    );
    await search(['392080466300010', `3${siret}`, '399999999999999']);
    expect(asked).toEqual([
      [
        ['92080466300010', siret],
        ['p3', 'p1', 'p2'],
        new Date(now + hour),
        new Date(now + 72 * hour),
      ],
    ]);
  });

  it('none, if it has none of the associations', async () => {
    const { search } = create(
      agendaOf([], {
        findFreeSlots: () => {
          throw new Error('asked');
        },
      }),
    );
    expect(await search(['399999999999999'])).toMatchObject({ type: 'searchset', total: 0 });
  });

  it('one for its associations per minute, shared by concurrent callers', async () => {
    let calls = 0;
    let at = now;
    const { search } = create(
      agendaOf([], {
        listAssociations: async () => {
          calls += 1;
          return [];
        },
      }),
      { clock: { now: () => at } },
    );
    await Promise.all([search(), search(), search()]);
    expect(calls).toBe(1);
    at += 59_999;
    await search();
    expect(calls).toBe(1);
    at += 1;
    await search();
    expect(calls).toBe(2);
  });

  it('another one for its associations after a failure; the cached list is used meanwhile', async () => {
    let fails = false;
    const logger = createLogger();
    const agenda = agendaOf([slot()]);
    const { searchSlots, get } = create(
      {
        ...agenda,
        listAssociations: (o) =>
          fails ? Promise.reject(new Error('down')) : agenda.listAssociations(o),
      },
      { logger, directoryMaxAge: 0 },
    );
    expect(await searchSlots()).toHaveLength(1);
    fails = true;
    expect(await searchSlots()).toHaveLength(1);
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect((await get('Organization')).status).toBe(200);
  });
});

const gone = new Error('The caller left.');

describe('an agenda that hangs', () => {
  it('on its associations: the cached list is used within a second', async () => {
    let at = now;
    let hangs = false;
    const agenda = agendaOf([slot()]);
    const { searchSlots } = create(
      {
        ...agenda,
        listAssociations: (o) =>
          hangs ? new Promise<never>(() => {}) : agenda.listAssociations(o),
      },
      { clock: { now: () => at } },
    );
    expect(await searchSlots()).toHaveLength(1);
    hangs = true;
    at += 60_001;
    const startedAt = performance.now();
    expect(await searchSlots()).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(900);
  });

  it.each([
    { name: 'an async iterable', slots: () => endless() },
    { name: 'an iterable', slots: () => endlessAtOnce() },
  ])('on $name that never ends: others get their turn, and it is stopped', async ({ slots }) => {
    const controller = new AbortController();
    const { handler } = create(agendaOf([], { findFreeSlots: slots }));
    const query = toSlotQuery({ from: now, to: now + hour, sirets: [siret] });
    setTimeout(() => controller.abort(gone), 100);
    await expect(
      handler(new Request(`https://a.example/Schedule?${query}`), { signal: controller.signal }),
    ).rejects.toBe(gone);
  });

  async function* endless(): AsyncGenerator<FreeSlot> {
    for (;;) yield slot({ placeId: 'nowhere' });
  }
  function* endlessAtOnce(): Generator<FreeSlot> {
    for (;;) yield slot({ placeId: 'nowhere' });
  }
});

describe('a caller who has already left', () => {
  it.each([
    {
      name: 'listAssociations',
      changes: { listAssociations: () => Promise.reject(new Error('down')) },
    },
    { name: 'findFreeSlots', changes: { findFreeSlots: () => Promise.reject(new Error('down')) } },
  ])('causes no unhandled rejection of $name', async ({ changes }) => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', onUnhandled);
    const { handler, get } = create(agendaOf([], changes));
    await get('Organization');
    const query = toSlotQuery({ from: now, to: now + hour, sirets: [siret] });
    await expect(
      handler(new Request(`https://a.example/Schedule?${query}`), {
        signal: AbortSignal.abort(gone),
      }),
    ).rejects.toBe(gone);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', onUnhandled);
    expect(unhandled).toEqual([]);
  });
});

describe('an agenda that fails', () => {
  const down = () => Promise.reject(new Error('password=secret'));
  async function* breaks(): AsyncGenerator<FreeSlot> {
    yield slot();
    throw new Error('password=secret');
  }
  it.each([
    { name: 'listAssociations rejects', agenda: agendaOf([], { listAssociations: down }) },
    {
      name: 'listAssociations returns no list',
      agenda: agendaOf([], { listAssociations: () => 'x' as never }),
    },
    { name: 'findFreeSlots rejects', agenda: agendaOf([], { findFreeSlots: down }) },
    {
      name: 'findFreeSlots throws',
      agenda: agendaOf([], {
        findFreeSlots: () => {
          throw new Error('password=secret');
        },
      }),
    },
    { name: 'the stream breaks half-way', agenda: agendaOf([], { findFreeSlots: breaks }) },
    {
      name: 'findFreeSlots returns nothing',
      agenda: agendaOf([], { findFreeSlots: () => undefined as never }),
    },
  ])('$name: 503 with Retry-After, without the reason', async ({ agenda }) => {
    const logger = createLogger();
    const { get } = create(agenda, { logger });
    const response = await get(
      `Schedule?${toSlotQuery({ from: now, to: now + hour, sirets: [siret] })}`,
    );
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((JSON.parse(text) as OperationOutcome).issue[0]?.diagnostics).toBe(
      'SAS_AGENDA_UNAVAILABLE',
    );
    expect(text).not.toContain('secret');
    expect(logger.lines.map(({ level }) => level)).toContain('error');
  });

  it('is abandoned when the caller leaves, even if it never answers', async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const { handler } = create(
      agendaOf([], {
        findFreeSlots: ({ signal }) => {
          seen = signal;
          queueMicrotask(() => controller.abort(gone));
          return new Promise(() => {});
        },
      }),
    );
    const query = toSlotQuery({ from: now, to: now + hour, sirets: [siret] });
    await expect(
      handler(new Request(`https://a.example/Schedule?${query}`), { signal: controller.signal }),
    ).rejects.toBe(gone);
    expect(seen?.aborted).toBe(true);
  });

  it('has its stream closed when the caller leaves half-way', async () => {
    const controller = new AbortController();
    let closed = false;
    async function* endless(): AsyncGenerator<FreeSlot> {
      try {
        for (let n = 0; ; n += 1) {
          if (n === 10) controller.abort(gone);
          yield slot({ id: `s${n}` });
        }
      } finally {
        closed = true;
      }
    }
    const { handler } = create(agendaOf([], { findFreeSlots: () => endless() }));
    const query = toSlotQuery({ from: now, to: now + 5 * hour, sirets: [siret] });
    await expect(
      handler(new Request(`https://a.example/Schedule?${query}`), { signal: controller.signal }),
    ).rejects.toBe(gone);
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(true);
  });
});

describe('a query that is refused', () => {
  const { get } = create(agendaOf([slot()]));

  it.each(refusedQueries)('$name: says what to correct, in French', async (refused) => {
    const headers = refused.strict ? { prefer: 'handling=strict' } : {};
    const response = await get(`Schedule?${refused.text}`, { headers });
    const outcome = (await response.json()) as OperationOutcome;
    expect(response.status).toBe(
      refused.issues[0]?.code === 'SAS_QUERY_FORMAT_UNKNOWN' ? 406 : 400,
    );
    expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(
      outcome.issue.map(({ diagnostics, expression }) => ({
        code: diagnostics,
        ...(expression === undefined ? {} : { expression: expression[0] }),
      })),
    ).toEqual(refused.issues);
    for (const { details } of outcome.issue) expect(details?.text).toMatch(/^[A-ZÀ-Ý].* .*\.$/);
  });

  it('is refused quickly, whatever it contains', async () => {
    const startedAt = performance.now();
    for (const { text } of refusedQueries) await get(`Schedule?${text}`);
    expect(performance.now() - startedAt).toBeLessThan(refusedQueries.length * 50);
  });
});

describe('the other interactions', () => {
  const agenda = agendaOf([
    slot(),
    slot({ id: 's2', placeId: 'p3', start: now + 2 * hour, end: now + 3 * hour }),
  ]);
  it.each([
    { path: 'Organization', expected: { total: 2, types: ['Organization', 'Organization'] } },
    {
      path: `Organization?identifier=urn:oid:1.2.250.1.71.4.2.2|3${siret}`,
      expected: { total: 1, types: ['Organization'] },
    },
    {
      path: `Organization?identifier=urn:oid:1.2.250.1.71.4.2.2|3${siret},392080466300010`,
      expected: { total: 2, types: ['Organization', 'Organization'] },
    },
    { path: 'Organization?identifier=399999999999999', expected: { total: 0, types: [] } },
    { path: `Organization?_id=3${siret}`, expected: { total: 1, types: ['Organization'] } },
    { path: 'Location', expected: { total: 3, types: ['Location', 'Location', 'Location'] } },
    {
      path: `Location?organization=Organization/3${siret}`,
      expected: { total: 2, types: ['Location', 'Location'] },
    },
    {
      path: `Location?organization=3${siret}&_include=Location:organization`,
      expected: { total: 2, types: ['Location', 'Location', 'Organization'] },
    },
    {
      path: `Location?organization.identifier=urn:oid:1.2.250.1.71.4.2.2|392080466300010`,
      expected: { total: 1, types: ['Location'] },
    },
    { path: 'Location?organization=Organization/none', expected: { total: 0, types: [] } },
    {
      path: 'Location?_format=json&_count=10&_pretty=true',
      expected: { total: 3, types: ['Location', 'Location', 'Location'] },
    },
    { path: 'Slot', expected: { total: 2, types: ['Slot', 'Slot'] } },
    { path: 'Slot?start=ge2026-12-01T09:30:00%2B01:00', expected: { total: 1, types: ['Slot'] } },
    {
      path: 'Slot?start=ge2026-12-01&start=le2026-12-01T09:30:00%2B01:00&status=free',
      expected: { total: 1, types: ['Slot'] },
    },
    { path: 'Slot?schedule=Schedule/p3', expected: { total: 1, types: ['Slot'] } },
    { path: 'Slot?start=ge2027', expected: { total: 0, types: [] } },
  ])('GET $path', async ({ path, expected }) => {
    const response = await create(agenda).get(path);
    const bundle = (await response.json()) as Bundle;
    expect(response.status).toBe(200);
    expect(bundle.link).toEqual([{ relation: 'self', url: `https://agenda.example/fhir/${path}` }]);
    expect({
      total: bundle.total,
      types: (bundle.entry ?? []).map(({ resource }) => resource?.resourceType),
    }).toEqual(expected);
    for (const { resource, search } of bundle.entry ?? []) {
      const isIncluded = path.includes('_include') && resource?.resourceType === 'Organization';
      expect(search?.mode).toBe(isIncluded ? 'include' : 'match');
    }
  });

  it.each([
    'Organization?name=x',
    'Organization?identifier=abc',
    'Organization?identifier=urn:oid:1.2|3',
    'Organization?_id=a_b',
    'Organization?_id=a&_id=b',
    'Location?organization=Practitioner/1',
    'Location?organization=a_b',
    'Location?_include=Location:partof',
    'Location?address=Rennes',
    'Slot?start=2026-12-01',
    'Slot?start=ge2026-12-01&start=ge2026-12-02',
    'Slot?start=ge2026-12-02&start=le2026-12-01',
    'Slot?status=busy',
    'Slot?schedule=Slot/1',
    'Slot?_count=x',
    'Slot?_include=Slot:patient',
    'Slot?_revinclude=Slot:schedule',
  ])('GET %s: 400, naming the parameter', async (path) => {
    const response = await create(agenda).get(path);
    const outcome = (await response.json()) as OperationOutcome;
    expect(response.status).toBe(400);
    expect(outcome.resourceType).toBe('OperationOutcome');
    expect(outcome.issue[0]?.expression).toEqual([/[?&](\w+)=/.exec(path)?.[1]]);
    expect(outcome.issue[0]?.details?.text).toMatch(/\.$/);
  });

  it.each([
    {
      path: `Organization/3${siret}`,
      expected: { resourceType: 'Organization', name: 'SOS Médecins de Rennes' },
    },
    { path: 'Location/p1', expected: { resourceType: 'Location', name: 'Lieu p1' } },
    { path: 'Schedule/p3', expected: { resourceType: 'Schedule', id: 'p3' } },
    { path: 'Slot/s2', expected: { resourceType: 'Slot', schedule: { reference: 'Schedule/p3' } } },
  ])('GET $path', async ({ path, expected }) => {
    const response = await create(agenda).get(path);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(expected);
  });

  it('reads a slot with the agenda’s own look-up if there is one', async () => {
    const ids: string[] = [];
    const { get } = create(
      agendaOf([], {
        findFreeSlot: ({ id }) => {
          ids.push(id);
          return id === 's1' ? slot() : undefined;
        },
      }),
    );
    expect((await get('Slot/s1')).status).toBe(200);
    expect((await get('Slot/s9')).status).toBe(404);
    expect(ids).toEqual(['s1', 's9']);
  });

  it('reads a slot whose id is not valid in FHIR by the id it was sent with', async () => {
    const odd = slot({ id: 'créneau n°1' });
    const { searchSlots, get } = create(agendaOf([odd], { findFreeSlot: () => undefined }));
    const [sent] = await searchSlots();
    expect((await get(`Slot/${sent?.id}`)).status).toBe(200);
  });

  it.each([
    'Slot/none',
    'Location/none',
    'Schedule/none',
    'Organization/none',
    'Patient',
    'Slot/a/b',
    '',
  ])('GET %s: 404', async (path) => {
    const response = await create(agenda).get(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  it('a slot that has started, or that others may not book, cannot be read', async () => {
    const hidden = [slot({ id: 'past', start: now - 1 }), slot({ id: 'samu', audience: ['samu'] })];
    const { get } = create(
      agendaOf([], { findFreeSlot: ({ id }) => hidden.find((candidate) => candidate.id === id) }),
    );
    expect((await get('Slot/past')).status).toBe(404);
    expect((await get('Slot/samu')).status).toBe(404);
  });

  it('another method: 405 with Allow', async () => {
    const response = await create(agenda).get('Slot', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('options', () => {
  it.each([
    { name: 'no agenda', changes: { agenda: undefined as never } },
    { name: 'half an agenda', changes: { agenda: { listAssociations: () => [] } as never } },
    { name: 'no system', changes: { placeIdSystem: '' } },
    { name: 'a system that is not a URI', changes: { placeIdSystem: 'ids' } },
    { name: 'an invalid OID', changes: { placeIdSystem: 'urn:oid:abc' } },
    { name: 'an unknown placeIdentifier', changes: { placeIdentifier: 'National' as never } },
    { name: 'an empty code', changes: { freeTextReasonCode: '' } },
    { name: 'a text as age', changes: { directoryMaxAge: '60000' as never } },
    { name: 'a negative age', changes: { directoryMaxAge: -1 } },
    { name: 'fewer associations than the platform asks for', changes: { maxAssociations: 24 } },
  ])('$name: refused at once', ({ changes }) => {
    expect(() => create(agendaOf([]), changes)).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
  });

  it('an unknown time zone: refused at once', () => {
    expect(() => create(agendaOf([]), { timeZone: 'Europe/Rennes' })).toThrow(
      expect.objectContaining({ code: 'SAS_TIME_ZONE_UNKNOWN' }),
    );
  });

  it('is ready when its associations can be listed', async () => {
    const { signal } = new AbortController();
    await expect(create(agendaOf([])).handler.check?.(signal)).resolves.toBeUndefined();
    const broken = agendaOf([], { listAssociations: () => Promise.reject(new Error('down')) });
    await expect(create(broken).handler.check?.(signal)).rejects.toMatchObject({
      code: 'SAS_AGENDA_UNAVAILABLE',
    });
  });
});
