/** Thrown when an answer takes too long, or is too large. */
export class LimitError extends Error {
  override readonly name = 'LimitError';

  constructor(readonly code: 'TIME_LIMIT' | 'BODY_LIMIT') {
    super(code);
  }
}
