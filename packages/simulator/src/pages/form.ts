import type { Context } from 'hono';

/** Reads the fields of a form that was sent. */
export async function readForm(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text());
}
