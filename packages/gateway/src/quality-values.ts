/** An element of `Accept` or `Accept-Encoding`, with its weight. */
export interface QualityValue {
  /** The range or coding, lower case, without its parameters. */
  readonly value: string;
  /** Weight, 0 (not acceptable) to 1. */
  readonly quality: number;
}

/** Reads a header of weighted elements; a weight that cannot be read counts as 1. */
export function parseQualityValues(header: string): QualityValue[] {
  // What stands between quotes can only be the value of a parameter that nobody here looks at.
  const text = header.includes('"')
    ? header
        .split('"')
        .filter((_, index) => index % 2 === 0)
        .join('')
    : header;
  const values: QualityValue[] = [];
  for (const element of text.split(',')) {
    const [value = '', ...parameters] = element.split(';');
    const name = value.trim().toLowerCase();
    if (name !== '') values.push({ value: name, quality: qualityOf(parameters) });
  }
  return values;
}

function qualityOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const match = /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(parameter);
    if (match) {
      const quality = Number(match[1]);
      return quality >= 0 && quality <= 1 ? quality : 1;
    }
  }
  return 1;
}
