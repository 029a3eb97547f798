/** Steps from the root of a JSON value. */
export type JsonPath = readonly (string | number)[];

/** A line of JSON as `JSON.stringify` indents it. */
export interface JsonLine {
  readonly text: string;
  /** The value that begins on the line; absent on a line that closes one. */
  readonly path?: JsonPath;
}

/** Writes a JSON value, a line per value. */
export function toJsonLines(value: unknown): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  write(lines, value, { path: [], before: '', after: '', indent: '' });
  return lines;
}

function write(
  lines: JsonLine[],
  value: unknown,
  place: {
    readonly path: JsonPath;
    readonly before: string;
    readonly after: string;
    readonly indent: string;
  },
): void {
  const { path, before, after, indent } = place;
  const isList = Array.isArray(value);
  const items: readonly (readonly [string | number, unknown])[] = isList
    ? [...value.entries()]
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  if (items.length === 0) {
    lines.push({ text: `${before}${JSON.stringify(value)}${after}`, path });
    return;
  }
  lines.push({ text: `${before}${isList ? '[' : '{'}`, path });
  for (const [index, [step, item]] of items.entries()) {
    const name = isList ? '' : `${JSON.stringify(step)}: `;
    write(lines, item, {
      path: [...path, step],
      before: `${indent}  ${name}`,
      after: index < items.length - 1 ? ',' : '',
      indent: `${indent}  `,
    });
  }
  lines.push({ text: `${indent}${isList ? ']' : '}'}${after}` });
}
