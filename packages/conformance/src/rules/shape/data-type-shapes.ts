import type { ElementKind } from './element-kind.js';

/** Members of every element. */
export const element = { id: 'string', extension: 'Extension[]' } as const;

/** The data types of FHIR R4 that the resources of the flows use. */
export const dataTypeShapes = {
  CodeableConcept: { ...element, coding: 'Coding[]', text: 'string' },
  Coding: {
    ...element,
    system: 'absolute-uri',
    version: 'string',
    code: 'code',
    display: 'string',
    userSelected: 'boolean',
  },
  Element: element,
  // Its value has one of fifty types; those that this flow does not use are not checked.
  Extension: { ...element, url: 'absolute-uri', valueReference: 'Reference' },
  Identifier: {
    ...element,
    use: 'identifier-use',
    type: 'CodeableConcept',
    system: 'absolute-uri',
    value: 'string',
    period: 'Period',
    assigner: 'Reference',
  },
  Meta: {
    ...element,
    versionId: 'id',
    lastUpdated: 'instant',
    source: 'uri',
    profile: 'absolute-uri[]',
    security: 'Coding[]',
    tag: 'Coding[]',
  },
  Narrative: { ...element, status: 'narrative-status', div: 'xhtml' },
  Period: { ...element, start: 'dateTime', end: 'dateTime' },
  Reference: {
    ...element,
    reference: 'string',
    type: 'uri',
    identifier: 'Identifier',
    display: 'string',
  },
  Address: {
    ...element,
    use: 'code',
    type: 'code',
    text: 'string',
    line: 'string[]',
    city: 'string',
    district: 'string',
    state: 'string',
    postalCode: 'string',
    country: 'string',
    period: 'Period',
  },
  ContactPoint: {
    ...element,
    system: 'code',
    value: 'string',
    use: 'code',
    rank: 'integer',
    period: 'Period',
  },
  HumanName: {
    ...element,
    use: 'code',
    text: 'string',
    family: 'string',
    given: 'string[]',
    prefix: 'string[]',
    suffix: 'string[]',
    period: 'Period',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ElementKind>>>>;
