// The platform's search, for tests.

/** Writes the query of INT_SOS1. */
export function toSlotQuery(options: {
  readonly from: number | string;
  readonly to: number | string;
  readonly sirets: readonly string[];
}): string {
  const bound = (at: number | string) => (typeof at === 'string' ? at : new Date(at).toISOString());
  const identifiers = options.sirets.map((siret) => `urn:oid:1.2.250.1.71.4.2.2%7C${siret}`);
  return [
    '_revinclude=Slot:schedule',
    '_include=Schedule:actor:Location',
    '_include:iterate=Location:organization',
    `_has:Slot:schedule:start=ge${bound(options.from)}`,
    `_has:Slot:schedule:start=le${bound(options.to)}`,
    '_has:Slot:schedule:status=free',
    `actor:Location.organization.identifier=${identifiers.join(',')}`,
    '_count=1000',
  ].join('&');
}
