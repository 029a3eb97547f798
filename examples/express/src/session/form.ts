import express, { type Request, type RequestHandler } from 'express';

/** Reads the body of a form; a handful of short fields is all that any of them has. */
export const readForm: RequestHandler = express.urlencoded({
  extended: false,
  limit: 8192,
  parameterLimit: 20,
});

/**
 * A field of the form that was sent; empty when it is not there, or there more than once, or has a
 * U+0000, which PostgreSQL does not take.
 */
export function readField(request: Request, name: string): string {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' && !value.includes('\0') ? value : '';
}
