import { listing, places, type WrongAgenda, wrong } from './wrong-agenda.js';

export const wrongDirectories: readonly WrongAgenda[] = [
  {
    rule: 'lists every association, once',
    does: 'lists one association twice',
    create: listing((associations) => [...associations, ...associations.slice(-1)]),
  },
  {
    rule: 'returns the name of each association',
    does: 'shortens names',
    create: listing((associations) =>
      associations.map((association) => ({ ...association, name: association.name.slice(0, 14) })),
    ),
  },
  {
    rule: 'lists every place under its association, once',
    does: 'lists a place once for each of its opening hours',
    create: listing((associations) =>
      associations.map((association) => ({
        ...association,
        places: association.places.flatMap((p) => [p, p]),
      })),
    ),
  },
  {
    rule: 'returns the name of each place',
    does: 'returns the commune instead of the name',
    create: places((place) => ({ ...place, name: place.address.city })),
  },
  {
    rule: 'returns the address of each place',
    does: 'loses trailing zeros of a postal code',
    create: places((place) => ({
      ...place,
      address: { ...place.address, postalCode: place.address.postalCode.replace(/0+$/, '') },
    })),
  },
  {
    rule: 'returns the phone of each place',
    does: 'stores phones as integers',
    create: places((place) => ({ ...place, phone: place.phone?.replace(/^0|\D/g, '') })),
  },
  {
    rule: 'returns the FINESS of each place',
    does: 'leaves the FINESS out',
    create: places((place) => ({ ...place, finess: null })),
  },
  {
    rule: 'returns the time zone of each place',
    does: 'puts every place in Paris',
    create: places((place) => ({ ...place, timeZone: 'Europe/Paris' })),
  },
  {
    rule: 'returns the opening hours of each place',
    does: 'keeps only one row of opening hours',
    create: places((place) => ({ ...place, openingHours: place.openingHours?.slice(0, 1) })),
  },
  {
    rule: 'returns the agenda page of each place',
    does: 'leaves the page out',
    create: places((place) => ({ ...place, agendaUrl: undefined })),
    others: ['returns the page of each slot'],
  },
  {
    rule: 'lists associations and places in the same order every time',
    does: 'reverses the list on every call',
    create: wrong((_right, fixture) => {
      let associations = fixture.associations;
      return {
        listAssociations: () => {
          associations = [...associations].reverse();
          return associations;
        },
      };
    }),
  },
  {
    rule: 'returns an empty list when it has no associations',
    does: 'rejects when it has no associations',
    create: wrong((right) => ({
      listAssociations: async (options) => {
        const associations = await right.listAssociations(options);
        if (associations.length === 0) throw new Error('No rows');
        return associations;
      },
    })),
  },
];
