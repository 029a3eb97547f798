import { AssertionError } from 'node:assert';
import { isDeepStrictEqual, types } from 'node:util';

/**
 * Fails unless two values are equal, and says so in words.
 *
 * Values are compared by their content alone: under jest the objects of a test, of `structuredClone`
 * and of Node's own modules have different prototypes.
 */
export function assertSame(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(toLocal(actual), toLocal(expected))) return;
  throw new AssertionError({
    message: `${what}: expected ${show(expected)}, got ${show(actual)}.`,
    actual,
    expected,
    operator: 'deepStrictEqual',
  });
}

/** Shows a value as JSON, shortened. */
export function show(value: unknown): string {
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? 'undefined');
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

/** Copies plain data, so that its prototypes are those of this module. */
function toLocal(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, toLocal);
  if (types.isDate(value)) return new Date(value.getTime());
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  return Object.fromEntries(
    Object.entries(value as object).map(([key, member]) => [key, toLocal(member)]),
  );
}
