import type { Store, StoredPlace } from './store.js';

/** Reads all places, by their ids. */
export async function readPlaces(store: Store): Promise<ReadonlyMap<string, StoredPlace>> {
  const { associations } = await store.readDirectory();
  const places = associations.flatMap((association) => association.places);
  return new Map(places.map((place) => [place.id, place]));
}
