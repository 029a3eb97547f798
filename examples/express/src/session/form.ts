import express, { type Request, type RequestHandler } from 'express';

/** Reads the body of a form; all forms here have a few short fields. */
export const readForm: RequestHandler = express.urlencoded({
  extended: false,
  limit: 8192,
  parameterLimit: 20,
});

/**
 * Returns a field of the submitted form; empty if it is missing, repeated, or contains U+0000,
 * which PostgreSQL refuses.
 */
export function readField(request: Request, name: string): string {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' && !value.includes('\0') ? value : '';
}

/** Whether the submitted form has a field, even an empty one. */
export function hasField({ body }: Request, name: string): boolean {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name);
}
