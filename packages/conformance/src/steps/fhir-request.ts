/** Headers of every search of the platform, as observed. */
export function toFhirHeaders(url: string, accept = 'application/json+fhir') {
  return { host: new URL(url).host, accept } as const;
}
