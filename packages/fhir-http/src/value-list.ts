import { isSasError, type SasErrorCode } from '@sas-sos/core';
import type { QueryIssues } from './query.js';

/** An item of a list that a search leaves out, because it cannot be read and others can. */
export interface UnreadableItem {
  /** Name of the parameter. */
  readonly parameter: string;
  /** Position in the list, from 1. */
  readonly position: number;
  /** What is wrong with it. */
  readonly code: SasErrorCode;
}

/** The items of a list. */
export interface ValueList<Value> {
  /** The values that could be read, in order. */
  readonly values: readonly Value[];
  /** The items that could not; empty if none could: then they are issues of the query. */
  readonly unreadable: readonly UnreadableItem[];
}

/**
 * Reads the items of a list, so that one that is wrong does not take the others along. If none can
 * be read, each of them is added as an issue.
 *
 * @param read - returns `undefined` for an item that says nothing, and throws the SasError of one
 *   that cannot be read.
 */
export function readValueList<Value>(
  items: readonly string[],
  {
    parameter,
    issues,
    read,
  }: {
    readonly parameter: string;
    readonly issues: QueryIssues;
    readonly read: (item: string) => Value | undefined;
  },
): ValueList<Value> {
  const values: Value[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const [index, item] of items.entries()) {
    try {
      const value = read(item);
      if (value !== undefined) values.push(value);
    } catch (error) {
      if (!isSasError(error)) throw error;
      unreadable.push({ parameter, position: index + 1, code: error.code });
    }
  }
  if (values.length > 0) return { values, unreadable };
  for (const { code } of unreadable) issues.add(code, parameter);
  return { values, unreadable: [] };
}
