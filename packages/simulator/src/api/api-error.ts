import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** One thing wrong with a request. */
export interface ApiMistake {
  /** Where: `email`, `associations[2]`; empty: the whole. */
  readonly path: string;
  readonly message: string;
}

/** A request that cannot be answered as it is; for the developer who made it. */
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

/** Answers with an error, always of the same form. */
export function toErrorBody(context: Context, { status, message, mistakes }: ApiError): Response {
  return context.json({ error: { message, mistakes } }, status);
}
