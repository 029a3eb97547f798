import { readBody } from '@sas-sos/fhir-http';
import type { Context, MiddlewareHandler } from 'hono';

/** Reads the fields of a submitted form. */
export async function readForm(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text());
}

/**
 * Refuses a form that is longer than any of the pages'. It replaces `bodyLimit` of hono, which
 * cannot handle a body of unknown length from hono's own server on Node.
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
