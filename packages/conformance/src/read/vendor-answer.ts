/** What a vendor answered to one request. */
export interface VendorAnswer {
  /** URL of the request. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; the text if the body is not JSON. */
  readonly data: unknown;
  readonly durationMilliseconds: number;
}
