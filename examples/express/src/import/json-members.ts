import { JSONParser, TokenizerError, TokenParserError, TokenType } from '@streamparser/json';
import { createUtf8Reader } from './utf8-reader.js';

/** Receives the members of a JSON object as they are read. */
export interface MemberVisitor {
  /** Called for each item of a member that is an array. */
  onItem(key: string, index: number, value: unknown): void;
  /** Called at the end of each member; an array is empty here, its items went to `onItem`. */
  onMember(key: string, value: unknown): void;
}

/** The text is not a JSON object, from some byte on. */
export class BrokenJsonError extends Error {
  override readonly name = 'BrokenJsonError';
  /** The member or item that is broken; `$` outside of any. */
  readonly path: string;
  /** Number of bytes before the error. */
  readonly offset: number;

  constructor(path: string, offset: number, options?: ErrorOptions) {
    super('The text is not a JSON object.', options);
    this.path = path;
    this.offset = offset;
  }
}

/** Reads a JSON object of any size; only one item of an array is in memory at a time. */
export function createMemberReader(visitor: MemberVisitor): {
  /** @throws BrokenJsonError */
  write(chunk: Buffer): void;
  /** @throws BrokenJsonError */
  end(): void;
} {
  const parser = new JSONParser({ paths: ['$.*', '$.*.*'] });
  const utf8 = createUtf8Reader();
  // Where the parser is: its errors have a position but no path.
  let depth = 0;
  let name = '';
  let key: string | undefined;
  let index: number | undefined;
  let tokenOffset = 0;
  let isDone = false;

  /** The byte order mark is not passed to the parser. */
  const toOffset = (position: number) => utf8.markLength + position;

  function createError(offset: number, cause?: unknown): BrokenJsonError {
    const item = index === undefined ? '' : `[${index}]`;
    return new BrokenJsonError(key === undefined ? '$' : key + item, offset, { cause });
  }

  // Called for millions of tokens: nearly all are strings, commas and colons inside items.
  parser.onToken = ({ token, value, offset }) => {
    tokenOffset = offset;
    if (depth > 1 && token > TokenType.RIGHT_BRACKET) return;
    if (depth === 0 && token !== TokenType.LEFT_BRACE) throw createError(toOffset(offset));
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) {
      depth += 1;
      if (depth === 2 && token === TokenType.LEFT_BRACKET) index = 0;
    } else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      depth -= 1;
      isDone = depth === 0;
    } else if (token === TokenType.STRING) name = String(value);
    else if (token === TokenType.COLON) key = name;
  };

  parser.onValue = ({ value, parent, stack }) => {
    if (stack.length === 1) {
      visitor.onMember(String(key), value);
      key = undefined;
      index = undefined;
    } else if (index !== undefined && Array.isArray(parent)) {
      // The parser would keep it until the end of the array, which may not fit in memory.
      parent.pop();
      visitor.onItem(String(key), index, value);
      index += 1;
    }
  };

  return {
    write(chunk) {
      const { text, invalidAt } = utf8.read(chunk);
      try {
        parser.write(text);
      } catch (error) {
        if (error instanceof TokenizerError) {
          const [, position = 0] = /absolute position "(\d+)"/.exec(error.message) ?? [];
          throw createError(toOffset(Number(position)), error);
        }
        if (error instanceof TokenParserError) throw createError(toOffset(tokenOffset), error);
        throw error;
      }
      if (invalidAt !== undefined) throw createError(invalidAt);
    },

    end() {
      if (!isDone || utf8.isCut) throw createError(utf8.length);
    },
  };
}

/** Describes the position of a byte for a person. */
export async function describePosition(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  offset: number,
): Promise<string> {
  let line = 1;
  let lineAt = 0;
  let chunkAt = 0;
  for await (const chunk of chunks) {
    const before = chunk.subarray(0, offset - chunkAt);
    for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) {
      line += 1;
      lineAt = chunkAt + at + 1;
    }
    chunkAt += chunk.length;
    if (chunkAt >= offset) break;
  }
  return `line ${line}, column ${offset - lineAt + 1}`;
}
