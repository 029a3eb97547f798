import { listing, places, type WrongAgenda, wrong } from './wrong-agenda.js';

export const wrongDirectories: readonly WrongAgenda[] = [
  {
    rule: 'lists every association, once',
    does: 'lists one association twice',
    create: listing((associations) => [...associations, ...associations.slice(-1)]),
  },
  {
    rule: 'gives each association its name',
    does: 'shortens names',
    create: listing((associations) =>
      associations.map((each) => ({ ...each, name: each.name.slice(0, 14) })),
    ),
  },
  {
    rule: 'lists every place under its association, once',
    does: 'lists a place once for each of its opening hours',
    create: listing((associations) =>
      associations.map((each) => ({ ...each, places: each.places.flatMap((p) => [p, p]) })),
    ),
  },
  {
    rule: 'gives each place its name',
    does: 'puts the commune in the place of the name',
    create: places((place) => ({ ...place, name: place.address.city })),
  },
  {
    rule: 'gives each place its address',
    does: 'loses the zeros at the end of a postal code',
    create: places((place) => ({
      ...place,
      address: { ...place.address, postalCode: place.address.postalCode.replace(/0+$/, '') },
    })),
  },
  {
    rule: 'gives each place its phone',
    does: 'stores phones as integers',
    create: places((place) => ({ ...place, phone: place.phone?.replace(/^0|\D/g, '') })),
  },
  {
    rule: 'gives each place its FINESS',
    does: 'leaves the FINESS out',
    create: places((place) => ({ ...place, finess: null })),
  },
  {
    rule: 'gives each place its time zone',
    does: 'puts every place in Paris',
    create: places((place) => ({ ...place, timeZone: 'Europe/Paris' })),
  },
  {
    rule: 'gives each place its opening hours',
    does: 'keeps one row of opening hours',
    create: places((place) => ({ ...place, openingHours: place.openingHours?.slice(0, 1) })),
  },
  {
    rule: 'gives each place its agenda page',
    does: 'leaves the page out',
    create: places((place) => ({ ...place, agendaUrl: undefined })),
    others: ['gives each slot its page'],
  },
  {
    rule: 'lists associations and places in the same order each time',
    does: 'turns the list round at each call',
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
    rule: 'lists none as an empty list',
    does: 'rejects when it has no association',
    create: wrong((right) => ({
      listAssociations: async (options) => {
        const associations = await right.listAssociations(options);
        if (associations.length === 0) throw new Error('No rows');
        return associations;
      },
    })),
  },
];
