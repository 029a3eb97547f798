// @ts-check
// An agenda over the rows of the benchmark, as short as a vendor would write it.

import { listAssociations } from './agenda.mjs';

/**
 * @param {import('./row-source.mjs').RowSource} source
 * @returns {import('@sas-sos/core').Agenda}
 */
export function createVendorAgenda(source) {
  const words = createInterner((text) => /** @type {any} */ (text.split(',')));
  const lists = createInterner((text) => JSON.parse(text));
  const pages = createInterner((placeId) => `https://agenda.example/agenda/${placeId}?slot=`);
  return {
    listAssociations,
    async findFreeSlots({ placeIds, from, to }) {
      const rows = await source.findIn(placeIds, from.getTime(), to.getTime());
      return takeEach(
        rows,
        ([id, placeId, start, end, audience, consultation, booking, reasons]) => ({
          id,
          placeId,
          start,
          end,
          audience: words(audience),
          consultation: words(consultation),
          booking,
          url: pages(placeId) + id,
          reasons: reasons === null ? null : lists(reasons),
        }),
      );
    },
  };
}

/**
 * Maps rows as they are asked for, and lets go of them at the end.
 *
 * @template Row, Slot
 * @param {Row[]} rows
 * @param {(row: Row) => Slot} map
 */
function* takeEach(rows, map) {
  for (const row of rows) yield map(row);
  rows.length = 0;
}

/**
 * Reads each distinct text once.
 *
 * @template Value
 * @param {(text: string) => Value} read
 * @returns {(text: string) => Value}
 */
export function createInterner(read) {
  /** @type {Map<string, Value>} */
  const values = new Map();
  return (text) => {
    let value = values.get(text);
    if (value === undefined) {
      value = read(text);
      values.set(text, value);
    }
    return value;
  };
}
