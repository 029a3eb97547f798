/**
 * Media types that callers use for FHIR in JSON; `application/json+fhir` is the platform's own.
 */
export const jsonMediaTypes: ReadonlySet<string> = new Set([
  'application/fhir+json',
  'application/json+fhir',
  'application/json',
  'text/json',
]);

/** Whether a value of `_format` asks for JSON. */
export function isJsonFormat(format: string): boolean {
  // An unescaped "+" in a query reads as a space.
  const [name = ''] = format.trim().toLowerCase().replaceAll(' ', '+').split(';');
  return name === 'json' || jsonMediaTypes.has(name.replace(/\++$/, ''));
}
