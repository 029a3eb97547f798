/**
 * Writes where an element is, as FHIRPath does: `Bundle.entry[0].resource`. It ends before a key that
 * no element could have, so that a message repeats nothing else of what was read.
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
