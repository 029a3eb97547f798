/** One line of a body, as a report shows it. */
interface BodyLine {
  readonly text: string;
  /** The element that begins on it: `.entry[3].resource.start`; `undefined` for a closing bracket. */
  readonly path: string | undefined;
}

/** A body in lines: JSON indented, anything else as it is. */
export interface BodyLines {
  readonly lines: readonly BodyLine[];
  /** Line of each element, by path. */
  readonly places: ReadonlyMap<string, number>;
  /** What the root is called: the type of the resource; `undefined` if it has none. */
  readonly root: string | undefined;
}

/** Splits a body into lines, also one of which only the start is kept. Never throws. */
export function toBodyLines(body: string, isCut = false): BodyLines {
  try {
    if (!isCut) JSON.parse(body);
    if (/^\s*[{[]/.test(body)) return toJsonLines(body);
  } catch {
    // Not JSON: it is shown as it is.
  }
  const lines = body.split(/\r\n|\r|\n/).map((text) => ({ text, path: undefined }));
  return { lines, places: new Map(), root: undefined };
}

interface Frame {
  readonly isList: boolean;
  readonly path: string;
  index: number;
  /** Name of the member that is being read. */
  name: string | undefined;
}

// A string, a punctuation mark, or a number or word.
const token = /\s*(?:("[^"\\]*(?:\\[\s\S][^"\\]*)*")|([{}[\],:])|([^\s{}[\],:"]+))/y;

/** Reads tokens rather than values: numbers stay as they were written, and a cut text is no problem. */
function toJsonLines(body: string): BodyLines {
  const lines: { text: string; path: string | undefined }[] = [];
  const places = new Map<string, number>();
  const frames: Frame[] = [];
  let root: string | undefined;
  let before = '';

  const begin = (text: string) => {
    const top = frames.at(-1);
    const path = !top
      ? ''
      : top.isList
        ? `${top.path}[${top.index}]`
        : `${top.path}.${top.name ?? ''}`;
    if (!places.has(path)) places.set(path, lines.length);
    lines.push({ text: `${'  '.repeat(frames.length)}${before}${text}`, path });
    if (path === '.resourceType') root = toName(text);
    before = '';
    return path;
  };
  const append = (text: string) => {
    const last = lines.at(-1);
    if (last) last.text += text;
  };

  let at = 0;
  let previous = '';
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(body);
    if (!found) break;
    at = token.lastIndex;
    const [, string, mark, word] = found;
    const text = string ?? mark ?? word ?? '';
    const top = frames.at(-1);
    if (mark === '{' || mark === '[') {
      const isList = mark === '[';
      frames.push({ isList, path: begin(mark), index: 0, name: undefined });
    } else if (mark === '}' || mark === ']') {
      frames.pop();
      if (previous === '{' || previous === '[') append(mark);
      else lines.push({ text: `${'  '.repeat(frames.length)}${mark}`, path: undefined });
    } else if (mark === ',') {
      append(mark);
      if (top?.isList) top.index += 1;
      else if (top) top.name = undefined;
    } else if (mark === undefined) {
      if (top && !top.isList && top.name === undefined) {
        top.name = toName(text);
        before = `${text}: `;
      } else begin(text);
    }
    previous = text;
  }
  const rest = `${before}${body.slice(at).trim()}`;
  if (rest !== '') lines.push({ text: rest, path: undefined });
  return { lines, places, root };
}

const toName = (text: string): string => text.replace(/^"|"$/g, '');
