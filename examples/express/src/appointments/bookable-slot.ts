import type { StoredSlot } from '../store/store.js';

/** Why a slot cannot be booked by a regulator. */
export type Unbookable = 'not-for-sas' | 'walk-in' | 'past' | 'taken';

/** Whether a slot may be offered to a regulator: it is for everyone, or for the SAS. */
export function isForSas({ audience }: Pick<StoredSlot, 'audience'>): boolean {
  return audience.includes('sas') || audience.includes('public');
}

/** Why a regulator cannot book a slot; `undefined` if the slot can be booked. */
export function whyUnbookable(slot: StoredSlot, now: number): Unbookable | undefined {
  if (!isForSas(slot)) return 'not-for-sas';
  if (slot.booking !== 'appointment') return 'walk-in';
  if (slot.startsAt <= now) return 'past';
  return slot.status === 'free' ? undefined : 'taken';
}
