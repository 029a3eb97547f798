// @ts-check
// An agenda over the rows of the benchmark, as short as a vendor would write it.

import { listAssociations } from './agenda.mjs';

/**
 * Readers of columns: of words, of reasons, and of the place, whose page it returns.
 *
 * @typedef {{ words(text: string): any, list(text: string): any, pageOf(placeId: string): string }} Texts
 */

/** @param {string} placeId */
export const pageOf = (placeId) => `https://agenda.example/agenda/${placeId}?slot=`;

/** @param {import('./row-source.mjs').RowSource} source @returns {import('@sas-sos/core').Agenda} */
export function createVendorAgenda(source) {
  const toSlot = fromArray({
    words: createInterner((text) => text.split(',')),
    list: createInterner(JSON.parse),
    pageOf: createInterner(pageOf),
  });
  return {
    listAssociations,
    async findFreeSlots({ placeIds, from, to }) {
      const rows = await source.findIn(placeIds, from.getTime(), to.getTime());
      return rows.map(toSlot);
    },
  };
}

/**
 * Creates the reader of rows that are arrays.
 *
 * @param {Texts} texts
 * @returns {(row: any) => import('@sas-sos/core').FreeSlot}
 */
export function fromArray({ words, list, pageOf }) {
  return ([id, placeId, start, end, audience, consultation, booking, reasons]) => ({
    id,
    placeId,
    start,
    end,
    audience: words(audience),
    consultation: words(consultation),
    booking,
    url: pageOf(placeId) + id,
    reasons: reasons === null ? null : list(reasons),
  });
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
