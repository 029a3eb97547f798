// @ts-check
// From rows in memory to the bytes of the Bundle, compared with JSON.stringify of the final object.

import { responseChunks } from '@sas-sos/fhir-http';
import { createSlotHandler } from '@sas-sos/slots';
import { epoch, listAssociations, toQuery } from './agenda.mjs';
import { time } from './statistics.mjs';

/**
 * Creates an agenda over rows in memory, including the mapping of rows.
 *
 * @param {readonly (readonly any[])[]} rows
 * @returns {import('@sas-sos/core').Agenda}
 */
function createRowAgenda(rows) {
  const lists = new Map();
  const words = (/** @type {string} */ text) => {
    let list = lists.get(text);
    if (list === undefined) {
      list = text.split(',');
      lists.set(text, list);
    }
    return list;
  };
  const reasons = new Map();
  const parse = (/** @type {string} */ text) => {
    let list = reasons.get(text);
    if (list === undefined) {
      list = JSON.parse(text);
      reasons.set(text, list);
    }
    return list;
  };
  return {
    listAssociations,
    findFreeSlots: () =>
      rows.map((row) => ({
        id: row[0],
        placeId: row[1],
        start: row[2],
        end: row[3],
        audience: words(row[4]),
        consultation: words(row[5]),
        booking: row[6],
        url: `https://agenda.example/agenda/${row[1]}?slot=${row[0]}`,
        reasons: row[7] === null ? null : parse(row[7]),
      })),
  };
}

/**
 * Measures the mapping of PostgreSQL rows.
 *
 * @param {readonly (readonly any[])[]} rows
 */
export async function measureMapping(rows) {
  const handler = createSlotHandler({
    agenda: createRowAgenda(rows),
    placeIdSystem: 'https://editeur.example/ids',
    clock: { now: () => epoch },
  });
  const url = `https://agenda.example/fhir/Schedule?${toQuery(10)}`;
  const search = async () => {
    const response = await handler(new Request(url), { basePath: '/fhir' });
    return responseChunks(response) ?? [];
  };
  const bundle = JSON.parse(Buffer.concat(await search()).toString());
  // The strings of a parsed object are flat and internal: the cheapest case for stringify.
  const stringify = () => Buffer.from(JSON.stringify(bundle));
  const rounds = [];
  for (let round = 0; round < 5; round += 1) {
    rounds.push({
      ours: await time(search, { runs: 40 }),
      theirs: await time(stringify, { runs: 40 }),
    });
  }
  return {
    slots: bundle.total,
    bytes: stringify().length,
    rounds: rounds.map(({ ours, theirs }) => ({
      rowsToBytes: ours,
      stringify: theirs,
      ratio: ours.median / theirs.median,
    })),
  };
}
