import { parseQualityValues } from './quality-values.js';

/** A coding that answers are compressed with. */
export type ContentCoding = 'br' | 'gzip';

/**
 * Chooses the coding of an answer: the one of the greatest weight, brotli before gzip when they
 * weigh the same; `undefined`, none, unless the caller asks for one.
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
