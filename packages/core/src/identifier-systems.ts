/** Identifier systems of the flows, by what they identify. */
export const identifierSystems = {
  /** National identifier of a structure: SIRET, FINESS, RPPS rang, ADELI rang. */
  structure: 'urn:oid:1.2.250.1.71.4.2.2',
  /** National identifier of a professional: RPPS, ADELI, identifier within an establishment. */
  person: 'urn:oid:1.2.250.1.71.4.2.1',
  /** Technical identifier that the platform gives to a regulator without a national one. */
  technical: 'urn:oid:1.2.250.1.213.3.6',
} as const;
