import { SasError, type SasErrorCode } from '@sas-sos/core';

/** Bounds of a body, and what a fault of the whole is told of. */
export interface JsonBodyOptions {
  /** What the body is, such as `Practitioner`: where the `expression` of every fault starts. */
  readonly expression: string;
  /**
   * Most levels of objects and arrays, one in another.
   *
   * @defaultValue 32
   */
  readonly maxDepth?: number | undefined;
}

/**
 * Reads a body of JSON, strictly: UTF-8 and nothing else, no key twice in one object, no nesting
 * beyond the bound. A byte order mark is passed over.
 *
 * @throws SasError `SAS_BODY_MISSING`, `SAS_BODY_ENCODING`, `SAS_BODY_NOT_JSON`,
 *   `SAS_BODY_TOO_DEEP`, `SAS_BODY_KEY_REPEATED`
 */
export function parseJsonBody(bytes: Uint8Array, options: JsonBodyOptions): unknown {
  const { expression, maxDepth = 32 } = options;
  // Neither a decoder's nor a parser's error is kept as a cause: the latter quotes the body.
  if (bytes.byteLength === 0) throw new SasError('SAS_BODY_MISSING', { expression });
  const text = attempt('SAS_BODY_ENCODING', expression, () =>
    new TextDecoder('utf-8', { fatal: true }).decode(bytes),
  );
  const value: unknown = attempt('SAS_BODY_NOT_JSON', expression, () => JSON.parse(text));
  checkStructure(text, { expression, maxDepth });
  return value;
}

function attempt<T>(code: SasErrorCode, expression: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new SasError(code, { expression });
  }
}

/** An object or an array that the text is within. */
interface Level {
  /** Keys met so far; none: an array. */
  readonly keys: Set<string> | undefined;
  /** The key or the index that the text is at. */
  at: string | number;
  /** Whether the next text is a key. */
  isKeyNext: boolean;
}

/** Walks through a text that is known to be JSON, for what `JSON.parse` lets pass. */
function checkStructure(
  text: string,
  { expression, maxDepth }: { readonly expression: string; readonly maxDepth: number },
): void {
  const levels: Level[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const level = levels.at(-1);
    switch (text[index]) {
      case '{':
      case '[': {
        if (levels.length === maxDepth) throw new SasError('SAS_BODY_TOO_DEEP', { expression });
        const isObject = text[index] === '{';
        levels.push({ keys: isObject ? new Set() : undefined, at: 0, isKeyNext: isObject });
        break;
      }
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (level?.keys) level.isKeyNext = true;
        else if (level) level.at = Number(level.at) + 1;
        break;
      case '"': {
        const end = findEndOfText(text, index);
        if (level?.keys && level.isKeyNext) {
          level.at = JSON.parse(text.slice(index, end + 1)) as string;
          level.isKeyNext = false;
          if (level.keys.has(level.at)) {
            const path = toElementPath(
              expression,
              levels.map(({ at }) => at),
            );
            throw new SasError('SAS_BODY_KEY_REPEATED', { expression: path });
          }
          level.keys.add(level.at);
        }
        index = end;
        break;
      }
    }
  }
}

function findEndOfText(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}

/**
 * Writes where an element is, as FHIRPath does: `Practitioner.name[0].family`. It ends before a key
 * that no element could have: an answer repeats nothing else of a request.
 */
export function toElementPath(root: string, path: readonly PropertyKey[]): string {
  let written = root;
  for (const step of path) {
    if (typeof step === 'number') written += `[${step}]`;
    else if (typeof step === 'string' && /^_?[A-Za-z]\w{0,63}$/.test(step)) written += `.${step}`;
    else break;
  }
  return written;
}
