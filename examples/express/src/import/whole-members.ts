import { isUtf8 } from 'node:buffer';
import type { MemberVisitor } from './json-members.js';

/**
 * Visits the members of a JSON object that is in memory, ten times as fast as a reader of pieces.
 *
 * Returns `false`, before any visit, for what only the reader of pieces can tell: where the text is
 * broken, and which member is there twice.
 */
export function visitWhole(data: Buffer, visitor: MemberVisitor): boolean {
  const members = parseMembers(data);
  if (!members) return false;
  for (const [key, value] of Object.entries(members)) {
    if (!Array.isArray(value)) visitor.onMember(key, value);
    else {
      for (const [index, item] of value.entries()) visitor.onItem(key, index, item);
      visitor.onMember(key, []);
    }
  }
  return true;
}

function parseMembers(data: Buffer): object | undefined {
  if (!isUtf8(data)) return undefined;
  const text = data.toString().replace(/^\ufeff/, '');
  try {
    const members: unknown = JSON.parse(text);
    const isObject = typeof members === 'object' && members !== null && !Array.isArray(members);
    // `JSON.parse` keeps the last member of a name, and a name can also be written with escapes.
    return isObject && !text.includes('\\u') && Object.keys(members).every(isOnceIn(text))
      ? members
      : undefined;
  } catch {
    return undefined;
  }
}

/** Returns whether a name occurs once in a text, be it of a member or a value. */
function isOnceIn(text: string): (name: string) => boolean {
  return (name) => {
    const written = JSON.stringify(name);
    const first = text.indexOf(written);
    return first !== -1 && !text.includes(written, first + 1);
  };
}
