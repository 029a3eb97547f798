// Writes demo.json next to this file: `node agenda/generate.mjs`. The output is always the same.
//
// The first two associations and their three places come from the example in the SAS
// implementation guide; the others are made up, with numbers that nobody uses.
import { writeFileSync } from 'node:fs';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const everyDay = { days: week, opens: '08:00', closes: '23:00' };
const evenings = { days: week.slice(0, 5), opens: '19:00', closes: '24:00' };
const weekend = { days: week.slice(5), opens: '08:00', closes: '24:00' };

// [id, name, phone, line, postal code, city, opening hours]
const associations = [
  ['34173748400020', 'SOS Médecins de Rennes', [
    ['1111111111', 'Centre de consultation Rennes Nord', '01 93 24 67 89', '320 avenue Général Georges Patton', '35700', 'RENNES', [{ days: week.slice(1), opens: '08:00', closes: '19:00' }]],
    ['2222222222', 'Centre de consultation Rennes Cleunay', '01 45 24 99 12', '106 rue Eugène Pottier', '35000', 'RENNES', [{ days: week.slice(0, 4), opens: '09:00', closes: '21:00' }]],
  ]],
  ['92080466300010', 'SOS Médecins Lorient et agglomération', [
    ['3333333333', 'Centre de consultation Lorient', '01 39 55 59 92', '12 impasse Royer Dubail', '56100', 'LORIENT', [{ days: ['tue', 'thu', 'sat'], opens: '11:00', closes: '18:00' }]],
  ]],
  ['90000000100017', 'SOS Médecins Grand Paris', [
    ['paris-13', 'Centre de consultation Paris 13', '01 99 00 13 13', '87 boulevard Arago', '75013', 'PARIS', [everyDay]],
    ['paris-18', 'Centre de consultation Paris 18', '01 99 00 18 18', '42 rue Ordener', '75018', 'PARIS', [everyDay]],
    ['creteil', 'Centre de consultation Créteil', '01 99 00 94 10', '5 avenue du Général de Gaulle', '94000', 'CRÉTEIL', [evenings, weekend]],
    ['nanterre', 'Centre de consultation Nanterre', '01 99 00 92 20', '30 rue Maurice Thorez', '92000', 'NANTERRE', [evenings, weekend]],
    ['bobigny', 'Centre de consultation Bobigny', '01 99 00 93 30', '11 rue de la République', '93000', 'BOBIGNY', [evenings, weekend]],
    ['massy', 'Centre de consultation Massy', '01 99 00 91 30', '2 place de France', '91300', 'MASSY', [evenings, weekend]],
  ]],
  ['90000000200015', 'SOS Médecins Lyon et Rhône', [
    ['lyon-3', 'Centre de consultation Part-Dieu', '04 65 71 03 03', '18 rue Servient', '69003', 'LYON', [everyDay]],
    ['lyon-8', 'Centre de consultation Monplaisir', '04 65 71 08 08', '97 avenue des Frères Lumière', '69008', 'LYON', [everyDay]],
    ['villeurbanne', 'Centre de consultation Gratte-Ciel', '04 65 71 61 00', '24 avenue Henri Barbusse', '69100', 'VILLEURBANNE', [evenings, weekend]],
    ['oullins', 'Centre de consultation Oullins', '04 65 71 69 60', '9 boulevard Émile Zola', '69600', 'OULLINS-PIERRE-BÉNITE', [evenings, weekend]],
    ['villefranche', 'Centre de consultation Villefranche', '04 65 71 69 40', '150 rue Nationale', '69400', 'VILLEFRANCHE-SUR-SAÔNE', [evenings, weekend]],
  ]],
  ['90000000300013', 'SOS Médecins Bordeaux', [
    ['bordeaux-centre', "Centre de consultation de l'Ormeau", '05 36 49 33 00', "19 cours de l'Argonne", '33000', 'BORDEAUX', [everyDay]],
    ['bordeaux-bastide', 'Centre de consultation Bastide', '05 36 49 33 10', '64 avenue Thiers', '33100', 'BORDEAUX', [everyDay]],
    ['pessac', 'Centre de consultation Pessac', '05 36 49 36 00', '7 avenue Jean Jaurès', '33600', 'PESSAC', [evenings, weekend]],
    ['lormont', 'Centre de consultation Lormont', '05 36 49 33 31', '3 rue Édouard Herriot', '33310', 'LORMONT', [evenings, weekend]],
  ]],
  ['90000000400011', 'SOS Médecins La Réunion', [
    ['reunion-saint-denis', 'Centre de consultation Saint-Denis', '0262 16 19 01', '55 rue de Paris', '97400', 'SAINT-DENIS', [everyDay]],
    ['reunion-saint-pierre', 'Centre de consultation Saint-Pierre', '0262 16 19 02', '14 rue des Bons Enfants', '97410', 'SAINT-PIERRE', [everyDay]],
    ['reunion-saint-paul', 'Centre de consultation Saint-Paul', '0262 16 19 03', '8 chaussée Royale', '97460', 'SAINT-PAUL', [evenings, weekend]],
    ['reunion-saint-benoit', 'Centre de consultation Saint-Benoît', '0262 16 19 04', '21 rue Georges Pompidou', '97470', 'SAINT-BENOÎT', [evenings, weekend]],
  ]],
  ['90000000500018', 'SOS Médecins Guadeloupe', [
    ['guadeloupe-pointe-a-pitre', 'Centre de consultation Pointe-à-Pitre', '0590 16 19 01', '33 rue Frébault', '97110', 'POINTE-À-PITRE', [everyDay]],
    ['guadeloupe-basse-terre', 'Centre de consultation Basse-Terre', '0590 16 19 02', '6 cours Nolivos', '97100', 'BASSE-TERRE', [evenings, weekend]],
    ['guadeloupe-les-abymes', 'Centre de consultation Les Abymes', '0590 16 19 03', "10 rue Achille René-Boisneuf", '97139', 'LES ABYMES', [evenings, weekend]],
  ]],
  ['90000000600016', 'SOS Médecins Martinique', [
    ['martinique-fort-de-france', 'Centre de consultation Fort-de-France', '0596 16 19 01', '47 rue Victor Schœlcher', '97200', 'FORT-DE-FRANCE', [everyDay]],
    ['martinique-le-lamentin', 'Centre de consultation Le Lamentin', '0596 16 19 02', '12 rue Hardy de Saint-Omer', '97232', 'LE LAMENTIN', [evenings, weekend]],
  ]],
  ['90000000700014', 'SOS Médecins Guyane', [
    ['guyane-cayenne', 'Centre de consultation Cayenne', '0594 16 19 01', '26 avenue du Général de Gaulle', '97300', 'CAYENNE', [everyDay]],
    ['guyane-kourou', 'Centre de consultation Kourou', '0594 16 19 02', '4 avenue des Roches', '97310', 'KOUROU', [evenings, weekend]],
  ]],
  ['90000000800012', 'SOS Médecins Mayotte', [
    ['mayotte-mamoudzou', 'Centre de consultation Mamoudzou', '0269 16 19 01', '15 rue du Commerce', '97600', 'MAMOUDZOU', [everyDay]],
  ]],
];

// Degrees in WGS 84, near the address.
const coordinates = {
  1111111111: [48.1355, -1.6442], 2222222222: [48.1043, -1.7075], 3333333333: [47.7497, -3.3661],
  'paris-13': [48.8362, 2.3457], 'paris-18': [48.8902, 2.3487], creteil: [48.7904, 2.4556],
  nanterre: [48.8924, 2.2071], bobigny: [48.9086, 2.4397], massy: [48.7252, 2.2591],
  'lyon-3': [45.7603, 4.8482], 'lyon-8': [45.7452, 4.8707], villeurbanne: [45.7683, 4.8791],
  oullins: [45.7147, 4.8079], villefranche: [45.9864, 4.7189],
  'bordeaux-centre': [44.8287, -0.5701], 'bordeaux-bastide': [44.8431, -0.5551],
  pessac: [44.8058, -0.6314], lormont: [44.8767, -0.5217],
  'reunion-saint-denis': [-20.8789, 55.4481], 'reunion-saint-pierre': [-21.3415, 55.4781],
  'reunion-saint-paul': [-21.0096, 55.2707], 'reunion-saint-benoit': [-21.0339, 55.7128],
  'guadeloupe-pointe-a-pitre': [16.2411, -61.5331], 'guadeloupe-basse-terre': [15.9958, -61.7292],
  'guadeloupe-les-abymes': [16.2706, -61.5045], 'martinique-fort-de-france': [14.6037, -61.0731],
  'martinique-le-lamentin': [14.6135, -60.9982], 'guyane-cayenne': [4.9372, -52.326],
  'guyane-kourou': [5.1556, -52.6478], 'mayotte-mamoudzou': [-12.7806, 45.2278],
};

// The kinds of slot: each is picked as often as it is listed here.
const audiences = [
  ...Array(9).fill(['public', 'sas']), ...Array(4).fill(['public']), ...Array(5).fill(['sas']),
  ['samu'], ['patients'], ['professionals'], ['sas', 'samu'], ['public', 'patients'],
];
const consultations = [
  ...Array(8).fill(['on-site']), ['on-site', 'remote'], ['on-site', 'remote'], ['remote'], ['remote'],
  ['home-visit'], ['on-site', 'home-visit'], ['remote', 'home-visit'], ['on-site', 'remote', 'home-visit'],
];
const reasons = [
  ...Array(9).fill([]), ['Fièvre'], ['Douleur abdominale', 'Vomissements'], ['Renouvellement urgent'],
  [{ code: 'SM54', label: 'Médecine générale' }], [{ code: 'SM40', label: 'Pédiatrie' }, 'Fièvre du nourrisson'],
];
const statuses = [...Array(13).fill('free'), 'booked', 'booked', 'booked', 'booked', 'blocked'];
const bookings = ['appointment', 'appointment', 'walk-in'];

let seed = 20260112;
/** Picks an item with a fixed sequence: Lehmer's generator, with a prime modulus. */
function pick(list) {
  seed = (seed * 48_271) % 2_147_483_647;
  return list[Math.floor((seed / 2_147_483_647) * list.length)];
}

function clock(minutes) {
  const [days, rest] = [Math.floor(minutes / 1440), minutes % 1440];
  const two = (number) => String(number).padStart(2, '0');
  return `+${days}d ${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

// The guide's own associations have no home visits: the official suite does not accept them.
const withoutHomeVisits = new Set(associations.slice(0, 2).flatMap(([, , places]) => places.map(([id]) => id)));

/** The kinds of consultation that a place offers at a time: nobody is there while it is closed. */
function offered(place, hours, minute, consultation) {
  const isOpen = isOpenAt(hours, minute);
  const kinds = consultation
    .filter((kind) => kind !== 'home-visit' || !withoutHomeVisits.has(place))
    .filter((kind) => kind !== 'on-site' || isOpen);
  if (kinds.length > 0) return kinds;
  if (isOpen) return ['on-site'];
  return [minute % 30 === 0 || withoutHomeVisits.has(place) ? 'remote' : 'home-visit'];
}

/** Whether a place is open at a minute of the day, on each of its days: those of slots are relative. */
function isOpenAt(hours, minute) {
  const two = (number) => String(number).padStart(2, '0');
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  return hours.every(({ opens, closes }) => opens <= time && time < closes);
}

const slots = [];
associations.flatMap(([, , places]) => places).forEach((row, rank) => {
  const [place] = row;
  const hours = row.at(-1);
  const length = [15, 20, 30][rank % 3];
  for (let day = 0; day <= 3; day += 1) {
    // From 07:00 or a little later until midnight; the last slot ends on the next day.
    for (let at = 420 + 15 * (rank % 4); at < 1440; at += pick([60, 75, 90, 105])) {
      const start = day * 1440 + at;
      const audience = pick(audiences);
      const consultation = offered(place, hours, at, pick(consultations));
      const booking = pick(bookings);
      slots.push({
        id: `s${slots.length + 1}`,
        place,
        start: clock(start),
        end: clock(start + length),
        audience,
        consultation,
        // A patient who comes without an appointment comes to the place.
        booking: consultation.every((kind) => kind === 'on-site') ? booking : 'appointment',
        reasons: pick(reasons),
        status: pick(statuses),
      });
    }
  }
});

const directory = associations.map(([siret, name, places]) => ({
  siret,
  name,
  places: places.map(([id, name, phone, line, postalCode, city, openingHours]) => ({
    id, finess: null, name, phone, address: { line, postalCode, city },
    coordinates: { latitude: coordinates[id][0], longitude: coordinates[id][1] }, openingHours,
  })),
}));

const lines = (list) => list.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
writeFileSync(
  new URL('demo.json', import.meta.url),
  `{\n  "idSystem": "https://editeur.example/ids",\n  "associations": [\n${lines(directory)}\n  ],\n  "slots": [\n${lines(slots)}\n  ]\n}\n`,
);
console.log(`${directory.length} associations, ${slots.length} slots`);
