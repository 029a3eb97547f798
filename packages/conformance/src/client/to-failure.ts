import type { Text } from '../rule/text.js';
import type { ExchangeFailure } from '../run/exchange.js';
import { findFailureText } from './find-failure-text.js';

const other: Text = { fr: 'L’appel n’a pas abouti.', en: 'The call did not succeed.' };

/** Explains why there is no answer; contains no data. */
export function toFailure(error: unknown): ExchangeFailure {
  const code = findCode(error);
  const text = findFailureText(code) ?? other;
  return { code, text };
}

function findCode(error: unknown): string {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code;
    // One fault per address that was tried.
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return 'UNKNOWN';
}
