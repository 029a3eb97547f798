import { readBody } from '@sas-sos/fhir-http';
import type { Context, MiddlewareHandler } from 'hono';

/** Reads the fields of a form that was sent. */
export async function readForm(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text());
}

/**
 * Refuses a form that is longer than any of the pages'. In place of `bodyLimit` of hono, which cannot
 * take a body of unknown length from its own server on Node.
 */
export function limitForm({
  limit,
  refuse,
}: {
  /** Bytes. */
  readonly limit: number;
  readonly refuse: (context: Context) => Response;
}): MiddlewareHandler {
  return async (context, next) => {
    const { raw } = context.req;
    const length = context.req.header('content-length');
    const isKnown = length !== undefined && !context.req.header('transfer-encoding');
    if (isKnown && Number(length) > limit) return refuse(context);
    if (isKnown || !raw.body) return next();
    const body = await readBody(raw, { limit, signal: raw.signal }).catch(() => undefined);
    if (!body) return refuse(context);
    const { method, headers } = raw;
    context.req.raw = new Request(raw.url, { method, headers, body });
    return next();
  };
}
