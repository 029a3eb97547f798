import { overseasTimeZone } from '@sas-sos/core';
import type { AgendaFixture, FixtureSlot } from '@sas-sos/testing';
import { toAgendaPath } from '../slot-columns.js';
import type { SlotRecord, Store } from '../store.js';

/** Origin of page addresses. */
export const publicUrl = 'https://agenda.example';

/** Loads a fixture as an import does, and returns it as the store keeps it. */
export async function loadFixture(store: Store, fixture: AgendaFixture): Promise<AgendaFixture> {
  await store.replaceAgenda({
    isCurrent: () => false,
    async fill(writer) {
      await writer.writeDirectory({
        idSystem: 'https://editeur.example/ids',
        associations: fixture.associations.map((association) => ({
          ...association,
          places: association.places.map((place) => ({
            ...place,
            associationName: association.name,
            timeZone:
              place.timeZone ?? overseasTimeZone(place.address.postalCode) ?? 'Europe/Paris',
          })),
        })),
      });
      await writer.writeSlots(fixture.slots.map(toRecord));
      return { fingerprint: 'fixture', countedFrom: null };
    },
  });
  return {
    // In this product a slot's address is always its page, never another address.
    associations: fixture.associations.map((association) => ({
      ...association,
      places: association.places.map(({ agendaUrl: _, ...place }) => place),
    })),
    slots: fixture.slots.map((slot) => ({
      ...slot,
      url: `${publicUrl}${toAgendaPath(slot.placeId)}?slot=${slot.id}`,
    })),
  };
}

function toRecord(slot: FixtureSlot): SlotRecord {
  return {
    id: slot.id,
    placeId: slot.placeId,
    startsAt: slot.start.getTime(),
    endsAt: slot.end.getTime(),
    audience: slot.audience.join(),
    consultation: slot.consultation.join(),
    booking: slot.booking,
    reasons: slot.reasons?.length ? JSON.stringify(slot.reasons) : null,
    status: slot.status,
  };
}
