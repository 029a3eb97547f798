import { isSasError, parseSiret } from '@sas-sos/core';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Simulation } from '../simulation.js';
import { ApiError } from './api-error.js';
import { readJson, readQuery } from './read-request.js';
import { readSearchWindow } from './search-window.js';

const searchSchema = z.strictObject({
  associations: z.array(z.string().max(64)).min(1).max(500).optional(),
  from: z.string().max(64).optional(),
  to: z.string().max(64).optional(),
});

/** Creates the routes that call the vendor: 502 when it gives nothing that can be used. */
export function createSearchRoutes({ vendor, clock }: Pick<Simulation, 'vendor' | 'clock'>): Hono {
  return new Hono()
    .post('/searches', async (context) => {
      const { associations, from, to } = await readJson(context, searchSchema);
      const window = readSearchWindow({ from, to }, clock.now());
      let sirets = associations?.map(readSiret);
      if (!sirets) {
        const listed = await vendor.listAssociations();
        if (listed.outcome === 'failed') return context.json(listed, 502);
        sirets = listed.associations.map(({ siret }) => siret);
      }
      const found = await vendor.searchSlots({ sirets, ...window });
      return context.json(found, found.outcome === 'failed' ? 502 : 200);
    })
    .get('/associations', async (context) => {
      readQuery(context, z.strictObject({}));
      const listed = await vendor.listAssociations();
      return context.json(listed, listed.outcome === 'failed' ? 502 : 200);
    });
}

function readSiret(text: string, index: number): string {
  try {
    return parseSiret(text).value;
  } catch (error) {
    if (!isSasError(error)) throw error;
    const message = 'Give a SIRET: 14 digits, with or without the prefix 3.';
    throw new ApiError(400, 'The body is wrong.', [{ path: `associations[${index}]`, message }]);
  }
}
