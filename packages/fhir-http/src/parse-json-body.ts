import { SasError, type SasErrorCode } from '@sas-sos/core';

/** Limits of a body, and the start of its paths. */
export interface JsonBodyOptions {
  /** Type of the body, such as `Practitioner`: the start of the `expression` of every fault. */
  readonly expression: string;
  /**
   * Maximum nesting of objects and arrays.
   *
   * @defaultValue 32
   */
  readonly maxDepth?: number | undefined;
}

/**
 * Parses a JSON body strictly: UTF-8 only, no repeated key in an object, no nesting beyond the
 * limit. A byte order mark is ignored.
 *
 * @throws SasError `SAS_BODY_MISSING`, `SAS_BODY_ENCODING`, `SAS_BODY_NOT_JSON`,
 *   `SAS_BODY_TOO_DEEP`, `SAS_BODY_KEY_REPEATED`
 */
export function parseJsonBody(bytes: Uint8Array, options: JsonBodyOptions): unknown {
  const { expression, maxDepth = 32 } = options;
  // The error of a decoder or parser is not kept as the cause: the latter quotes the body.
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

/** An object or an array around the current text. */
interface Level {
  /** Keys so far; `undefined` for an array. */
  readonly keys: Set<string> | undefined;
  /** The current key or index. */
  at: string | number;
  /** Whether the next text is a key. */
  isKeyNext: boolean;
}

/** Scans a text that is valid JSON for errors that `JSON.parse` accepts. */
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
 * Writes the path of an element, as in FHIRPath: `Practitioner.name[0].family`. It ends before a
 * key that no element could have: an answer must not repeat anything else of a request.
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
