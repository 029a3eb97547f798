import { isUtf8 } from 'node:buffer';

/** Receives the members of a JSON object as they are read. */
export interface MemberVisitor {
  /** Whether the array of that key is wanted item by item, rather than whole. */
  isList(key: string): boolean;
  /** Whether the items of that list are wanted at all; those that are not are passed over. */
  isItemWanted(key: string): boolean;
  onList(key: string): void;
  onItem(key: string, index: number, value: unknown): void;
  onMember(key: string, value: unknown): void;
  /** A value that is no JSON; the rest of the file is read all the same. */
  onBrokenValue(path: string, position: string): void;
}

/** The text is no JSON object, from some position on. */
export class BrokenJsonError extends Error {
  override readonly name = 'BrokenJsonError';
  readonly path: string;
  readonly position: string;

  constructor(path: string, position: string) {
    super('The text is no JSON object.');
    this.path = path;
    this.position = position;
  }
}

type State =
  | 'start'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'value'
  | 'first-item'
  | 'item'
  | 'next-item'
  | 'next-key'
  | 'done';

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Largest value that is held in memory, in bytes: an association with all its places. */
const largestValue = 4 * 1024 * 1024;

/**
 * Reads a JSON object of any size in constant memory: finds where each member, or each item of the
 * lists that are wanted so, begins and ends, and leaves the reading of it to `JSON.parse`.
 */
export function createMemberReader(visitor: MemberVisitor): {
  /** @throws BrokenJsonError */
  write(chunk: Buffer): void;
  /** @throws BrokenJsonError */
  end(): void;
} {
  let state: State = 'start';
  let key = '';
  let index = 0;
  let rest: Buffer = Buffer.alloc(0);
  // Where `rest` begins in the file.
  let line = 1;
  let column = 1;

  const path = () => {
    if (state === 'first-item' || state === 'item' || state === 'next-item')
      return `${key}[${index}]`;
    return state === 'value' ? key : '$';
  };

  function positionIn(data: Buffer, at: number): { line: number; column: number } {
    let [atLine, lineStart] = [line, 1 - column];
    for (
      let next = data.indexOf(0x0a);
      next !== -1 && next < at;
      next = data.indexOf(0x0a, next + 1)
    ) {
      atLine += 1;
      lineStart = next + 1;
    }
    return { line: atLine, column: at - lineStart + 1 };
  }

  function describe(data: Buffer, at: number): string {
    const position = positionIn(data, at);
    return `line ${position.line}, column ${position.column}`;
  }

  function keep(data: Buffer, from: number): void {
    if (data.length - from > largestValue) throw new BrokenJsonError(path(), describe(data, from));
    ({ line, column } = positionIn(data, from));
    rest = data.subarray(from);
  }

  /** Reads one value; `undefined` when it is no JSON, which the visitor was told. */
  function parse(data: Buffer, from: number, to: number): { value: unknown } | undefined {
    const bytes = data.subarray(from, to);
    const text = bytes.toString();
    try {
      if (!isUtf8(bytes)) throw new SyntaxError('not UTF-8');
      return { value: JSON.parse(text) };
    } catch (error) {
      const offset = /at position (\d+)/.exec((error as Error).message)?.[1] ?? '0';
      const before = Buffer.byteLength(text.slice(0, Number(offset)));
      visitor.onBrokenValue(path(), describe(data, from + before));
      return undefined;
    }
  }

  /** Reads what stands at `at`; gives where to go on, or -1 when it does not end in this chunk. */
  function step(data: Buffer, at: number): number {
    const byte = data[at];
    if (state === 'start' && byte === openBrace) state = 'first-key';
    else if (state === 'first-key' && byte === closeBrace) state = 'done';
    else if ((state === 'first-key' || state === 'key') && byte === quote) {
      const end = findEnd(data, at);
      if (end === -1) return -1;
      const name = parse(data, at, end);
      if (!name) throw new BrokenJsonError('$', describe(data, at));
      key = String(name.value);
      state = 'colon';
      return end;
    } else if (state === 'colon' && byte === colon) state = 'value';
    else if (state === 'value' && byte === openBracket && visitor.isList(key)) {
      visitor.onList(key);
      index = 0;
      state = 'first-item';
    } else if (state === 'value') return readValue(data, at);
    else if (state === 'first-item' && byte === closeBracket) state = 'next-key';
    else if (state === 'first-item' || state === 'item') return readValue(data, at);
    else if (state === 'next-item' && byte === comma) state = 'item';
    else if (state === 'next-item' && byte === closeBracket) state = 'next-key';
    else if (state === 'next-key' && byte === comma) state = 'key';
    else if (state === 'next-key' && byte === closeBrace) state = 'done';
    else throw new BrokenJsonError(path(), describe(data, at));
    return at + 1;
  }

  function readValue(data: Buffer, at: number): number {
    const end = findEnd(data, at);
    if (end === -1) return -1;
    if (end === at) throw new BrokenJsonError(path(), describe(data, at));
    const isWanted = state === 'value' || visitor.isItemWanted(key);
    const read = isWanted ? parse(data, at, end) : undefined;
    if (state === 'value') {
      if (read) visitor.onMember(key, read.value);
      state = 'next-key';
    } else {
      if (read) visitor.onItem(key, index, read.value);
      index += 1;
      state = 'next-item';
    }
    return end;
  }

  return {
    write(chunk) {
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let at = line === 1 && column === 1 && data.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
      for (at = skipSpace(data, at); at < data.length; at = skipSpace(data, at)) {
        const next = step(data, at);
        if (next === -1) break;
        at = next;
      }
      keep(data, at);
    },

    end() {
      if (state !== 'done') throw new BrokenJsonError(path(), describe(rest, rest.length));
    },
  };
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipSpace(data: Buffer, from: number): number {
  let at = from;
  while (isSpace(data[at])) at += 1;
  return at;
}

/** Where the value that begins at `from` ends; -1 when that is not in this chunk. */
function findEnd(data: Buffer, from: number): number {
  const first = data[from];
  if (first === quote) return findEndOfText(data, from);
  if (first !== openBrace && first !== openBracket) return findEndOfWord(data, from);
  let depth = 0;
  for (let at = from; at < data.length; at += 1) {
    const byte = data[at];
    if (byte === quote) {
      at = findEndOfText(data, at) - 1;
      if (at < 0) return -1;
    } else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function findEndOfText(data: Buffer, from: number): number {
  for (let at = from + 1; at < data.length; at += 1) {
    if (data[at] === backslash) at += 1;
    else if (data[at] === quote) return at + 1;
  }
  return -1;
}

/** Numbers, `true`, `false`, `null`, and whatever else is none of them. */
function findEndOfWord(data: Buffer, from: number): number {
  for (let at = from; at < data.length; at += 1) {
    const byte = data[at];
    if (byte === comma || byte === closeBrace || byte === closeBracket || isSpace(byte)) return at;
  }
  return -1;
}
