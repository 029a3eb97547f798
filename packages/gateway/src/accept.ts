import { jsonMediaTypes } from '@sas-sos/fhir-http';
import { parseQualityValues, type QualityValue } from './quality-values.js';

const served = 'application/fhir+json';

/**
 * Whether an `Accept` header allows FHIR in JSON. A header that is absent, empty, or without a
 * readable media range allows everything.
 */
export function acceptsJson(accept: string | null): boolean {
  if (accept === null || accept === '' || accept === '*/*' || jsonMediaTypes.has(accept))
    return true;
  const ranges = parseQualityValues(accept).filter(
    ({ value }) => value === '*' || /^[^/\s]+\/[^/\s]+$/.test(value),
  );
  if (ranges.length === 0) return true;
  if (ranges.some(({ value, quality }) => jsonMediaTypes.has(value) && quality > 0)) return true;
  // The most specific range that matches the answer decides.
  const quality =
    qualityIn(ranges, served) ??
    qualityIn(ranges, 'application/*') ??
    qualityIn(ranges, '*/*') ??
    qualityIn(ranges, '*') ??
    0;
  return quality > 0;
}

/**
 * The values of `_format` in a query; if there is one, `Accept` is ignored. An empty one is none.
 */
export function formatsOf(query: string): readonly string[] {
  // Saves parsing a query that cannot contain it in any encoding.
  if (!query.includes('format') && !query.includes('%')) return [];
  return new URLSearchParams(query).getAll('_format').filter((format) => format.trim() !== '');
}

function qualityIn(ranges: readonly QualityValue[], value: string): number | undefined {
  return ranges.find((range) => range.value === value)?.quality;
}
