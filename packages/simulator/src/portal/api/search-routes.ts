import { createTimeZone, parseSiret, toEpochMilliseconds } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { Hono } from 'hono';
import type { Simulation } from '../../simulation.js';
import { ApiError, readJson, readQuery } from './read-request.js';
import { requestSchemas } from './request-schemas.js';

/** Creates the routes that call the vendor: 502 if its answer is not usable. */
export function createSearchRoutes({ vendor, clock }: Pick<Simulation, 'vendor' | 'clock'>): Hono {
  return new Hono()
    .post('/searches', async (context) => {
      const { associations, from, to } = await readJson(context, requestSchemas.search);
      const window = readSearchWindow({ from, to }, clock.now());
      let sirets = associations?.map(readSiret);
      if (!sirets) {
        const listed = await vendor.listAssociations();
        if (listed.outcome === 'failed') return context.json(listed, 502);
        sirets = listed.associations.map(({ siret }) => siret);
      }
      const result = await vendor.searchSlots({ sirets, ...window });
      return context.json(result, result.outcome === 'failed' ? 502 : 200);
    })
    .get('/associations', async (context) => {
      readQuery(context, requestSchemas.nothing);
      const listed = await vendor.listAssociations();
      return context.json(listed, listed.outcome === 'failed' ? 502 : 200);
    });
}

function readSiret(text: string, index: number): string {
  const siret = tryParse(() => parseSiret(text));
  if (siret) return siret.value;
  const message = 'Give a SIRET: 14 digits, with or without the prefix 3.';
  throw new ApiError(400, 'The body is invalid.', [{ path: `associations[${index}]`, message }]);
}

const paris = createTimeZone('Europe/Paris');
const day = 86_400_000;
/** Longest window of the platform: 72 hours, or one hour more when clocks go back. */
const longest = 73 * 3_600_000;

/**
 * Parses the bounds of a search: by default from now to the end of the second day after.
 *
 * @throws ApiError 400
 */
function readSearchWindow(
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: number,
): { readonly from: number; readonly to: number } {
  const from = given.from === undefined ? now : readInstant('from', given.from);
  const to = given.to === undefined ? toEnd(from) : readInstant('to', given.to);
  if (to <= from) throw wrong('to', 'Give an instant after `from`.');
  if (to - from > longest) throw wrong('to', 'The platform searches 72 hours at most.');
  return { from, to };
}

/** The last millisecond of the second day after, in Paris. */
function toEnd(from: number): number {
  const today = Math.floor((from + paris.offsetAt(from)) / day);
  return (paris.instantsOf((today + 3) * day)[0] ?? from + 3 * day) - 1;
}

function readInstant(path: string, text: string): number {
  const instant = toEpochMilliseconds(text);
  if (Number.isNaN(instant)) {
    throw wrong(path, 'Give an ISO 8601 instant with an offset: 2026-12-01T09:00:00+01:00.');
  }
  return instant;
}

function wrong(path: string, message: string): ApiError {
  return new ApiError(400, 'The body is invalid.', [{ path, message }]);
}
