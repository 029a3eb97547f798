import { isUtf8 } from 'node:buffer';
import type { MemberVisitor } from './json-members.js';

/**
 * Parses the members of a JSON object that is in memory. `undefined` for what only a reader of
 * pieces can tell: where the text is broken, and which member is there twice.
 */
export function parseWhole(data: Buffer): object | undefined {
  if (!isUtf8(data)) return undefined;
  const text = data.toString().replace(/^\ufeff/, '');
  const members = parseJson(text);
  if (typeof members !== 'object' || members === null || Array.isArray(members)) return undefined;
  // `JSON.parse` keeps the last member of a name, and a name can also be written with escapes.
  const isUnique = !text.includes('\\u') && Object.keys(members).every(isOnceIn(text));
  return isUnique ? members : undefined;
}

/** Visits parsed members as a reader of pieces does. */
export function visitWhole(members: object, { onItem, onMember }: MemberVisitor): void {
  for (const [key, value] of Object.entries(members)) {
    const isList = Array.isArray(value);
    if (isList) for (const [index, item] of value.entries()) onItem(key, index, item);
    onMember(key, isList ? [] : value);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
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
