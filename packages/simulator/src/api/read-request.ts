import type { Context } from 'hono';
import type { z } from 'zod';
import { ApiError, type ApiMistake } from './api-error.js';

const bodyLimit = 64 * 1024;

/**
 * Reads a body of JSON; none at all reads as an empty object.
 *
 * @throws ApiError 400, 413, 415
 */
export async function readJson<Schema extends z.ZodType>(
  { req }: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const bytes = await readBytes(req.raw);
  if (bytes.byteLength === 0) return parse(schema, {}, 'The body');
  // No form of another site can have this type.
  if (!/^application\/json\s*(?:;|$)/i.test(req.header('content-type') ?? '')) {
    throw new ApiError(415, 'Send the body as application/json.');
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ApiError(400, 'The body is no JSON.');
  }
  return parse(schema, value, 'The body');
}

/**
 * Reads the query; a parameter that comes twice is a mistake.
 *
 * @throws ApiError 400
 */
export function readQuery<Schema extends z.ZodType>(
  { req }: Context,
  schema: Schema,
): z.output<Schema> {
  const query = new URL(req.url).searchParams;
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0) {
    const mistakes = repeated.slice(0, 20).map((path) => ({ path, message: 'Give it once.' }));
    throw new ApiError(400, 'The query is wrong.', mistakes);
  }
  return parse(schema, Object.fromEntries(query), 'The query');
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const mistakes: readonly ApiMistake[] = parsed.error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: toPath(path), message }));
  throw new ApiError(400, `${what} is wrong.`, mistakes);
}

function toPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

async function readBytes({ body }: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (!body) return new Uint8Array();
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > bodyLimit) throw new ApiError(413, 'The body is longer than 64 kB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
