import { tryParse } from '@sas-sos/fhir-http';

/** A body as JSON, and whether its end is missing. */
export interface ReadJson {
  readonly value: unknown;
  readonly isCut: boolean;
}

/**
 * Parses JSON whose end may be missing: the value that was begun last is left out, and everything
 * that is open is closed. `undefined` if the text is not the beginning of JSON.
 */
export function readCutJson(text: string): ReadJson | undefined {
  const whole = tryParse(() => ({ value: JSON.parse(text) as unknown }));
  if (whole) return { ...whole, isCut: false };
  const end = findLastWhole(text);
  const cut = end && tryParse(() => ({ value: JSON.parse(text.slice(0, end.at) + end.closing) }));
  return cut && { ...cut, isCut: true };
}

/** Where the last whole value of an object or of a list ends, and what closes the text there. */
function findLastWhole(
  text: string,
): { readonly at: number; readonly closing: string } | undefined {
  const open: string[] = [];
  let last: { at: number; closing: string } | undefined;
  const mark = (at: number) => {
    last = { at, closing: [...open].reverse().join('') };
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      const end = findStringEnd(text, at);
      if (end === undefined) return last;
      at = end;
    } else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? '}' : ']');
      mark(at + 1);
    } else if (sign === '}' || sign === ']') {
      open.pop();
      mark(at + 1);
    } else if (sign === ',' && open.length > 0) mark(at);
  }
  return last;
}

function findStringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return undefined;
}
