import { isSasError } from '@sas-sos/core';
import { readBody } from '@sas-sos/fhir-http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';

/** A mistake in a request. */
export interface ApiMistake {
  /** Where: `email`, `associations[2]`; empty for the whole request. */
  readonly path: string;
  readonly message: string;
}

/** An error in a request, for the developer who sent it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
    readonly mistakes: readonly ApiMistake[] = [],
  ) {
    super(message);
  }
}

/** Answers with an error, always in the same format. */
export function toErrorBody(context: Context, { status, message, mistakes }: ApiError): Response {
  return context.json({ error: { message, mistakes } }, status);
}

const bodyLimit = 64 * 1024;

/**
 * Parses a JSON body; an empty body reads as an empty object.
 *
 * @throws ApiError 400, 413, 415
 */
export async function readJson<Schema extends z.ZodType>(
  { req }: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const bytes = await readBytes(req.raw);
  if (bytes.byteLength === 0) return parse(schema, {}, 'The body');
  // A form of another site cannot have this type.
  if (!/^application\/json\s*(?:;|$)/i.test(req.header('content-type') ?? '')) {
    throw new ApiError(415, 'Send the body as application/json.');
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ApiError(400, 'The body is not JSON.');
  }
  return parse(schema, value, 'The body');
}

/**
 * Parses the query; a repeated parameter is a mistake.
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
    throw new ApiError(400, 'The query is invalid.', mistakes);
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
  throw new ApiError(400, `${what} is invalid.`, mistakes);
}

function toPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

async function readBytes(request: Request): Promise<Uint8Array> {
  try {
    return await readBody(request, { limit: bodyLimit, signal: request.signal });
  } catch (error) {
    if (!isSasError(error) || error.code !== 'SAS_BODY_TOO_LARGE') throw error;
    throw new ApiError(413, 'The body is longer than 64 kB.');
  }
}
