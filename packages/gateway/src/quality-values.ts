/** An element of `Accept` or `Accept-Encoding`, with its weight. */
export interface QualityValue {
  /** The range or coding, lower case, without its parameters. */
  readonly value: string;
  /** Weight, 0 (not acceptable) to 1. */
  readonly quality: number;
}

/** Parses a header of weighted elements; an unreadable weight counts as 1. */
export function parseQualityValues(header: string): QualityValue[] {
  // Quotes occur only in the values of parameters, which are not used here.
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
