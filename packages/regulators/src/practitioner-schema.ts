import { identifierSystems } from '@sas-sos/core';
import { z } from 'zod';
import {
  address,
  anyIdentifier,
  code,
  codeableConcept,
  coding,
  contactPoint,
  date,
  dateTime,
  element,
  humanName,
  identifier,
  instant,
  largeText,
  listOf,
  organization,
  period,
  rule,
  text,
  token,
  uri,
} from './element-schemas.js';

/** FHIR allows it, but this endpoint cannot honour it. */
const unsupported = z.never().optional();

const base64 = largeText.refine((value) => {
  const compact = value.replace(/\s+/g, '');
  return compact.length % 4 === 0 && /^[0-9a-zA-Z+/]+={0,2}$/.test(compact);
}, rule('SAS_ELEMENT_VALUE'));

const attachment = element(
  {
    contentType: code().optional(),
    language: token().optional(),
    data: base64.optional(),
    url: uri.optional(),
    size: z.int().min(0).optional(),
    hash: base64.optional(),
    title: text().optional(),
    creation: dateTime.optional(),
  },
  {},
).refine(({ data, contentType }) => data === undefined || contentType !== undefined, {
  ...rule('SAS_ELEMENT_REQUIRED'),
  path: ['contentType'],
});

const qualification = element(
  {},
  {
    identifier: listOf(anyIdentifier).optional(),
    code: codeableConcept,
    period: period.optional(),
    issuer: organization.optional(),
    modifierExtension: unsupported,
  },
);

const meta = element(
  {
    versionId: token(64).optional(),
    lastUpdated: instant.optional(),
    source: z.literal(identifierSystems.technical).optional(),
    profile: listOf(uri).optional(),
  },
  { security: listOf(coding).optional(), tag: listOf(coding).optional() },
);

const narrative = element(
  {
    status: z.enum(['generated', 'extensions', 'additional', 'empty']),
    div: largeText.regex(/^<div[\s>][\s\S]*<\/div>$/),
  },
  {},
);

/** A regulator by the profile `FrPractitionerRegul`, plus the rules of the flow. */
export const practitioner = element(
  {
    language: token().optional(),
    active: z.boolean(),
    gender: z.enum(['male', 'female', 'other', 'unknown']).optional(),
    birthDate: date.optional(),
  },
  {
    resourceType: z.literal('Practitioner'),
    id: z.string().max(1024).optional(),
    meta: meta.optional(),
    text: narrative.optional(),
    identifier: listOf(identifier),
    name: listOf(humanName),
    telecom: listOf(contactPoint),
    address: listOf(address).optional(),
    photo: listOf(attachment).optional(),
    qualification: listOf(qualification, 50).optional(),
    communication: listOf(codeableConcept).optional(),
    contained: unsupported,
    modifierExtension: unsupported,
    implicitRules: unsupported,
  },
);

/** A parsed Practitioner. */
export type ReadPractitioner = z.infer<typeof practitioner>;
