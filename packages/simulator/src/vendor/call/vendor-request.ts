import type { Flow } from '../../exchanges/exchange.js';

/** A request to the vendor. */
export interface VendorRequest {
  readonly flow: Flow;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly resourceType: 'Schedule' | 'Organization' | 'Location' | 'Practitioner';
  /** In this order; a list is a parameter that comes several times. */
  readonly parameters: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  /** None: no body. */
  readonly body: object | null;
}

/** The address of a request, as it is sent. */
export function toRequestUrl(
  baseUrl: string,
  { resourceType, parameters }: Pick<VendorRequest, 'resourceType' | 'parameters'>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) query.append(name, one);
  }
  return `${baseUrl}/${resourceType}${query.size > 0 ? `?${query}` : ''}`;
}
