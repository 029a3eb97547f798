import type { Logger, SasErrorCode } from '@sas-sos/core';
import type { UnreadableItem } from './value-list.js';

/**
 * Logs which items of its query an answer leaves out, by position and never by value; returns their
 * codes, each once, for the audit trail.
 */
export function logUnreadable(
  unreadable: readonly UnreadableItem[],
  logger: Logger,
): readonly SasErrorCode[] {
  if (unreadable.length === 0) return [];
  logger.warn({ unreadable }, 'a search was answered without the items that could not be read');
  return [...new Set(unreadable.map(({ code }) => code))];
}
