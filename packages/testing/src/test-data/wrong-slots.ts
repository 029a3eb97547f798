import { createTimeZone, type FreeSlot, type TimeZone, toEpochMilliseconds } from '@sas-sos/core';
import type { AgendaFixture } from '../agenda-fixture.js';
import { find, slots, type WrongAgenda, wrong } from './wrong-agenda.js';

const byId = ['finds a free slot by its id, as a search returns it'];
const minute = 60_000;

export const wrongSlots: readonly WrongAgenda[] = [
  {
    rule: 'returns the place of each slot',
    does: 'assigns all slots of an association to its first place',
    create: slots((slot) => ({ ...slot, placeId: slot.placeId.replace(/\d$/, '1') })),
    others: ['returns the page of each slot', ...byId],
  },
  {
    rule: 'returns the start and end of each slot',
    does: 'makes every slot half an hour long',
    create: slots((slot) => ({ ...slot, end: toEpochMilliseconds(slot.start) + 30 * minute })),
    others: 'many',
  },
  {
    rule: 'returns the audience of each slot',
    does: 'shows every slot to the public',
    create: slots((slot) => ({ ...slot, audience: ['public'] })),
    others: byId,
  },
  {
    rule: 'returns the ways of consulting of each slot',
    does: 'keeps the first way only',
    create: slots((slot) => ({ ...slot, consultation: slot.consultation.slice(0, 1) })),
    others: byId,
  },
  {
    rule: 'returns the way of booking of each slot',
    does: 'returns every slot as one to be booked',
    create: slots((slot) => ({ ...slot, booking: 'appointment' })),
    others: byId,
  },
  {
    rule: 'returns the page of each slot',
    does: 'always returns the page of the place',
    create: slots((slot) => ({ ...slot, url: undefined })),
    others: byId,
  },
  {
    rule: 'returns the reasons of each slot',
    does: 'keeps the first reason only',
    create: slots((slot) => ({ ...slot, reasons: slot.reasons?.slice(0, 1) })),
    others: byId,
  },
  ...['Europe/Paris', 'America/Miquelon'].flatMap((zone): WrongAgenda[] => [
    {
      rule: `keeps instants across the change to summer time in ${zone}`,
      does: `uses one offset for ${zone} all year`,
      create: withOffsets(zone, Date.UTC(2026, 0, 1)),
      others: 'many',
    },
    {
      rule: `keeps instants across the change to winter time in ${zone}`,
      does: `compares local times of ${zone}, where one hour occurs twice`,
      create: withWallClock(zone),
      others: 'many',
    },
  ]),
  {
    rule: 'keeps instants in time zones other than that of Paris',
    does: 'reads every local time as one of Paris',
    create: withParisClock(),
    others: 'many',
  },
];

/** Returns the slots of a zone as if its offset at one instant applied always. */
function withOffsets(zoneName: string, instant: number): WrongAgenda['create'] {
  const zone = createTimeZone(zoneName);
  return withZones((slot, name) =>
    name === zoneName ? move(slot, (at) => zone.offsetAt(at) - zone.offsetAt(instant)) : slot,
  );
}

function withParisClock(): WrongAgenda['create'] {
  const paris = createTimeZone('Europe/Paris');
  const zones = new Map<string, TimeZone>();
  return withZones((slot, name) => {
    const zone = zones.get(name) ?? createTimeZone(name);
    zones.set(name, zone);
    return move(slot, (at) => zone.offsetAt(at) - paris.offsetAt(at));
  });
}

function withZones(change: (slot: FreeSlot, zone: string) => FreeSlot): WrongAgenda['create'] {
  return wrong((right, fixture) => {
    const zones = zonesOf(fixture);
    return {
      findFreeSlots: async (query) =>
        (await find(right, query)).map((slot) => change(slot, zones.get(slot.placeId) ?? 'UTC')),
    };
  });
}

/** Stores slots and windows as local times without an offset. */
function withWallClock(zoneName: string): WrongAgenda['create'] {
  const zone = createTimeZone(zoneName);
  const local = (at: number) => at + zone.offsetAt(at);
  return wrong((right, fixture) => ({
    async findFreeSlots(query) {
      const zones = zonesOf(fixture);
      const { from, to } = query;
      const wide = {
        from: new Date(from.getTime() - 120 * minute),
        to: new Date(to.getTime() + 120 * minute),
      };
      return (await find(right, { ...query, ...wide })).filter((slot) => {
        const start = toEpochMilliseconds(slot.start);
        if (zones.get(slot.placeId) !== zoneName) return start >= +from && start <= +to;
        return local(start) >= local(+from) && local(start) <= local(+to);
      });
    },
  }));
}

function move(slot: FreeSlot, by: (instant: number) => number): FreeSlot {
  const start = toEpochMilliseconds(slot.start);
  const end = toEpochMilliseconds(slot.end);
  return { ...slot, start: start + by(start), end: end + by(end) };
}

function zonesOf({ associations }: AgendaFixture): ReadonlyMap<string, string> {
  const places = associations.flatMap((association) => association.places);
  return new Map(places.map(({ id, timeZone }) => [id, timeZone ?? 'UTC']));
}
