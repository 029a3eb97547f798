import type { SearchSet } from '../read/search-set/search-set.js';
import type { Rule } from './rule.js';

/** Applies rules for a readable set to answers that may not be readable: then they do not apply. */
export function whenRead<Read extends { readonly set: SearchSet }>(
  rules: readonly Rule<Read>[],
): readonly Rule<Omit<Read, 'set'> & { readonly set: SearchSet | undefined }>[] {
  type Unread = Omit<Read, 'set'> & { readonly set: SearchSet | undefined };
  const isRead = (subject: Unread): subject is Unread & { readonly set: SearchSet } =>
    subject.set !== undefined;
  return rules.map((rule) => ({
    ...rule,
    applies: (subject: Unread) =>
      isRead(subject) && rule.applies?.(subject as unknown as Read) !== false,
    find: (subject: Unread) => (isRead(subject) ? rule.find(subject as unknown as Read) : []),
  }));
}
