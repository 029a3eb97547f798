// @ts-check
// The baselines of the SDK: servers that answer only the measured queries.
//   node plain-server.mjs rows|bare|naive postgres|sqlite <database> <first instant>
// "rows" reads the rows and answers with their number. "bare" is the minimum: query, template,
// send. "naive" is the obvious first version: rows, objects, JSON.stringify. None of them parses
// the query string, checks anything, or handles time zones.
import http from 'node:http';
import { createRowSource } from './row-source.mjs';

const [, , kind, store, database, from] = process.argv;
const origin = Number(from);

const profile = 'https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-sos-';
const slotType = 'https://mos.esante.gouv.fr/NOS/TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau';
const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const booking = 'http://terminology.hl7.org/CodeSystem/v2-0276';
const specialty =
  'https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale';
/** @type {Record<string, string>} */
const codes = { public: 'PUBLIC', sas: 'SNP', 'on-site': 'AMB', remote: 'VR', 'home-visit': 'HH' };

const source = createRowSource(String(store), String(database), {
  dates: kind === 'naive' && store === 'postgres',
});

/** @param {string} text */
const words = (text) => text.split(',').map((word) => codes[word]);

/** @typedef {readonly [string, string, string | number | Date, string | number | Date, string, string, string, string | null]} Row */

// ---- bare

/** @type {Map<string, string>} */
const middles = new Map();

/** @param {Row} row */
function middleOf(row) {
  const key = `${row[1]}|${row[4]}|${row[5]}|${row[6]}`;
  let text = middles.get(key);
  if (text === undefined) {
    const types = words(row[4]).map((code) => ({ system: slotType, code }));
    const kinds = words(row[5]).map((code) => ({ coding: [{ system: act, code }] }));
    text = `","meta":{"profile":["${profile}slot-aggregator"],"security":${JSON.stringify(types)}},"serviceType":${JSON.stringify(kinds)},"appointmentType":{"coding":[{"system":"${booking}","code":"${row[6] === 'walk-in' ? 'WALKIN' : 'ROUTINE'}"}]},"schedule":{"reference":"Schedule/${row[1]}"},"status":"free","start":"`;
    middles.set(key, text);
  }
  return text;
}

/** PostgreSQL's text with a T; SQLite's milliseconds as UTC. @param {string | number | Date} at */
function instant(at) {
  return typeof at === 'string'
    ? `${at.slice(0, 10)}T${at.slice(11, 19)}.000+00:00`
    : `${new Date(at).toISOString().slice(0, -1)}+00:00`;
}

/** @param {readonly Row[]} rows @param {string} base */
function bare(rows, base) {
  let text = `{"resourceType":"Bundle","meta":{"profile":["${profile}bundle-aggregator"]},"type":"searchset","total":${rows.length},"link":[{"relation":"self","url":"${base}"}],"entry":[`;
  const pieces = [];
  let count = 0;
  for (const row of rows) {
    const reasons =
      row[7] === null
        ? ''
        : `,"specialty":[{"coding":[{"system":"${specialty}","code":"SM54"}],"text":"Fièvre"}]`;
    text += `${count === 0 ? '' : ','}{"fullUrl":"${base}/fhir/Slot/${row[0]}","resource":{"resourceType":"Slot","id":"${row[0]}${middleOf(row)}${instant(row[2])}","end":"${instant(row[3])}","comment":"${base}/agenda/${row[1]}?slot=${row[0]}"${reasons}},"search":{"mode":"include"}}`;
    count += 1;
    if (count % 128 === 0) {
      pieces.push(Buffer.from(text));
      text = '';
    }
  }
  pieces.push(Buffer.from(`${text}]}`));
  return pieces;
}

// ---- naive

/** @param {readonly Row[]} rows @param {string} base */
function naive(rows, base) {
  const entry = rows.map(([id, place, start, end, audience, consultation, kindOf, reasons]) => ({
    fullUrl: `${base}/fhir/Slot/${id}`,
    resource: {
      resourceType: 'Slot',
      id,
      meta: {
        profile: [`${profile}slot-aggregator`],
        security: words(audience).map((code) => ({ system: slotType, code })),
      },
      serviceType: words(consultation).map((code) => ({ coding: [{ system: act, code }] })),
      ...(reasons === null
        ? {}
        : {
            specialty: JSON.parse(reasons).map((/** @type {string} */ text) => ({
              coding: [{ system: specialty, code: 'SM54' }],
              text,
            })),
          }),
      appointmentType: {
        coding: [{ system: booking, code: kindOf === 'walk-in' ? 'WALKIN' : 'ROUTINE' }],
      },
      schedule: { reference: `Schedule/${place}` },
      status: 'free',
      start: new Date(start).toISOString().replace('Z', '+00:00'),
      end: new Date(end).toISOString().replace('Z', '+00:00'),
      comment: `${base}/agenda/${place}?slot=${id}`,
    },
    search: { mode: 'include' },
  }));
  const bundle = {
    resourceType: 'Bundle',
    meta: { profile: [`${profile}bundle-aggregator`] },
    type: 'searchset',
    total: rows.length,
    link: [{ relation: 'self', url: base }],
    entry,
  };
  return [Buffer.from(JSON.stringify(bundle))];
}

/** @param {readonly Row[]} rows */
function count(rows) {
  return [Buffer.from(String(rows.length))];
}

const write = kind === 'naive' ? naive : kind === 'rows' ? count : bare;
const server = http.createServer(async (request, response) => {
  const associations = Number(/associations=(\d+)/.exec(String(request.url))?.[1] ?? 10);
  const hours = Number(/hours=([\d.]+)/.exec(String(request.url))?.[1] ?? 72);
  const rows = await source.find(associations, origin, hours);
  const pieces = write(rows, `http://${request.headers.host}`);
  response.writeHead(200, {
    'content-type': 'application/fhir+json; charset=utf-8',
    'content-length': pieces.reduce((sum, piece) => sum + piece.length, 0),
  });
  response.cork();
  for (const piece of pieces) response.write(piece);
  response.end();
});
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`listening on http://127.0.0.1:${port}`);
});
