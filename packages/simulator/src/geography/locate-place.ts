import type { ListedPlace } from '../platform/vendor/found-place.js';
import type { Position } from './position.js';
import { findPositionOfAddress } from './towns.js';

/** Where a place is. */
export interface PlaceLocation extends Position {
  /** Whether the vendor sent it; otherwise it is the position of the commune. */
  readonly isExact: boolean;
}

/** Finds where a place is: its own position, else that of its commune. */
export function locatePlace({
  position,
  address,
}: Pick<ListedPlace, 'position' | 'address'>): PlaceLocation | undefined {
  if (position) return { ...position, isExact: true };
  const ofCommune = address ? findPositionOfAddress(address) : undefined;
  return (
    ofCommune && {
      latitude: ofCommune.latitude,
      longitude: ofCommune.longitude,
      isExact: false,
    }
  );
}
