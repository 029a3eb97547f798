import { parseQualityValues } from './quality-values.js';

/** A coding used to compress answers. */
export type ContentCoding = 'br' | 'gzip';

/**
 * Chooses the coding of an answer: the one with the greatest weight, brotli before gzip if the
 * weights are equal; `undefined` if the caller asks for neither.
 */
export function chooseContentCoding(acceptEncoding: string | null): ContentCoding | undefined {
  if (!acceptEncoding) return undefined;
  const weights = new Map(
    parseQualityValues(acceptEncoding).map(({ value, quality }) => [value, quality]),
  );
  const others = weights.get('*');
  const brotli = weights.get('br') ?? others ?? 0;
  const gzip = weights.get('gzip') ?? weights.get('x-gzip') ?? others ?? 0;
  const best = Math.max(brotli, gzip);
  if (best === 0 || (weights.get('identity') ?? 0) > best) return undefined;
  return brotli === best ? 'br' : 'gzip';
}
