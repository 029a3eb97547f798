import { jsonMediaTypes } from '@sas-sos/fhir-http';
import { parseQualityValues, type QualityValue } from './quality-values.js';

const served = 'application/fhir+json';

/**
 * Tells whether an `Accept` header admits FHIR in JSON. A header that is absent, empty, or holds no
 * media range that can be read admits everything.
 */
export function acceptsJson(accept: string | null): boolean {
  if (accept === null || accept === '' || accept === '*/*' || jsonMediaTypes.has(accept))
    return true;
  const ranges = parseQualityValues(accept).filter(
    ({ value }) => value === '*' || /^[^/\s]+\/[^/\s]+$/.test(value),
  );
  if (ranges.length === 0) return true;
  if (ranges.some(({ value, quality }) => jsonMediaTypes.has(value) && quality > 0)) return true;
  // The most specific range that covers what would be sent decides.
  const quality =
    qualityIn(ranges, served) ??
    qualityIn(ranges, 'application/*') ??
    qualityIn(ranges, '*/*') ??
    qualityIn(ranges, '*') ??
    0;
  return quality > 0;
}

/** The values of `_format` in a query; where there is one, `Accept` says nothing. */
export function formatsOf(query: string): readonly string[] {
  // Spares the parsing to every query that cannot hold it, however it is encoded.
  if (!query.includes('format') && !query.includes('%')) return [];
  return new URLSearchParams(query).getAll('_format');
}

function qualityIn(ranges: readonly QualityValue[], value: string): number | undefined {
  return ranges.find((range) => range.value === value)?.quality;
}
