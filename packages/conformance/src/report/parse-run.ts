import type { Run } from '../run/run.js';
import { runSchema } from './run-schema.js';

/** Thrown for a text that is not a run in a format that this version reads. */
export class RunFormatError extends Error {
  override readonly name = 'RunFormatError';
}

/**
 * Reads a run that was written as JSON.
 *
 * @throws RunFormatError for anything else, or a format of a later version
 */
export function parseRun(text: string): Run {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new RunFormatError('It is not JSON.');
  }
  const { format } = (value ?? {}) as { readonly format?: unknown };
  if (typeof format === 'number' && format > 1) {
    throw new RunFormatError(`Its format is ${format}: a later version of this package wrote it.`);
  }
  const read = runSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RunFormatError(`It is not a run: ${issue?.path.join('.') ?? ''}: ${issue?.message}`);
}
