import { createTimeZone } from '@sas-sos/core';
import { assertSame } from '../assert-same.js';
import { findOffsetChange } from '../offset-change.js';
import {
  type AgendaCheck,
  type AgendaSubject,
  assertSameIds,
  describeSearch,
  expectedSlots,
  findAll,
  instantsOf,
  isForPlatform,
  type Search,
} from './agenda-check.js';

const minute = 60_000;
const hour = 60 * minute;

const seasons = [
  ['forward', 'summer'],
  ['back', 'winter'],
] as const;

/** Rules for instants in all time zones and across changes of the clock. */
export const timeChecks: readonly AgendaCheck[] = [
  ...['Europe/Paris', 'America/Miquelon'].flatMap((zone) =>
    seasons.map(
      ([direction, season]): AgendaCheck => ({
        name: `keeps instants across the change to ${season} time in ${zone}`,
        async run(subject) {
          const change = findOffsetChange(zone, firstStart(subject), direction);
          const sirets = siretsIn(subject, zone);
          // In steps of half an hour, so that both passes of a repeated hour are searched separately.
          for (let from = change - 2 * hour; from < change + 2 * hour; from += hour / 2) {
            await assertInstants(subject, { sirets, from, to: from + hour / 2 - minute });
          }
        },
      }),
    ),
  ),
  {
    name: 'keeps instants in time zones other than that of Paris',
    async run(subject) {
      const paris = createTimeZone('Europe/Paris');
      const now = firstStart(subject);
      for (const { siret, places } of subject.fixture.associations) {
        const elsewhere = places.some(
          ({ timeZone }) =>
            timeZone && createTimeZone(timeZone).offsetAt(now) !== paris.offsetAt(now),
        );
        if (!elsewhere) continue;
        for (const { start } of expectedSlots(subject.fixture, { sirets: [siret] })) {
          const from = start.getTime();
          await assertInstants(subject, { sirets: [siret], from, to: from });
        }
      }
    },
  },
];

async function assertInstants(subject: AgendaSubject, search: Search): Promise<void> {
  const actual = (await findAll(subject, search)).filter(isForPlatform);
  const expected = expectedSlots(subject.fixture, search);
  assertSameIds(actual, expected, describeSearch(subject, search));
  const wanted = new Map(expected.map((slot) => [slot.id, slot]));
  for (const slot of actual) {
    assertSame(
      instantsOf(slot),
      instantsOf(wanted.get(slot.id) ?? slot),
      `${describeSearch(subject, search)} returned slot ${slot.id}`,
    );
  }
}

function siretsIn({ fixture }: AgendaSubject, zone: string): string[] {
  return fixture.associations
    .filter(({ places }) => places.some(({ timeZone }) => timeZone === zone))
    .map(({ siret }) => siret);
}

function firstStart({ fixture }: AgendaSubject): number {
  return Math.min(...fixture.slots.map(({ start }) => start.getTime()));
}
