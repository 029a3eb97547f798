import type { SasErrorCode } from '@sas-sos/core';
import { z } from 'zod';

// The FHIR R4 data types used in a Practitioner; unknown keys are refused.

/** A rule that FHIR's types do not express, with its error code. */
export function rule(code: SasErrorCode): { readonly params: { readonly code: SasErrorCode } } {
  return { params: { code } };
}

const longestText = 255;

// No control characters, lone surrogates or bidirectional overrides: databases reject the first
// two, and people misread the last.
const isReadable = (text: string) =>
  text.isWellFormed() && !/[^\P{Cc}\t\r\n]|[\u202a-\u202e\u2066-\u2069]/u.test(text);

/**
 * FHIR's strings allow no other white space: a no-break space, for example, becomes a plain one.
 */
const toPlainSpaces = (value: string) => value.replace(/[^\S \t\r\n]/g, ' ');

/** A non-blank text; surrounding spaces are removed. */
export function text(longest = longestText) {
  return z
    .string()
    .max(longest)
    .refine(isReadable, rule('SAS_ELEMENT_VALUE'))
    .transform((value) => toPlainSpaces(value).trim())
    .refine((value) => value !== '', rule('SAS_ELEMENT_EMPTY'));
}

/** A value without spaces. */
export function token(longest = longestText) {
  return text(longest).refine((value) => !/\s/.test(value), rule('SAS_ELEMENT_VALUE'));
}

/** A value that may contain single spaces, and no other white space. */
export function code() {
  return text().refine((value) => /^\S+(?: \S+)*$/.test(value), rule('SAS_ELEMENT_VALUE'));
}

/** A name with at least one visible character. */
function name() {
  return text().refine((value) => /[\p{L}\p{N}\p{P}]/u.test(value), rule('SAS_ELEMENT_EMPTY'));
}

/** A list of at least one item: FHIR has no empty array. */
export function listOf<Schema extends z.ZodType>(item: Schema, most = 20) {
  return z.array(item).min(1).max(most);
}

export const uri = token(1024);

/** The system of a code or an identifier: a URI with its scheme. */
const system = uri.refine((value) => /^[A-Za-z][\w+.-]*:/.test(value), rule('SAS_ELEMENT_VALUE'));

export const largeText = z.string().max(1_000_000);

export const date = z
  .string()
  .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/)
  .refine(isRealDate, rule('SAS_ELEMENT_VALUE'));

export const dateTime = z
  .string()
  .regex(
    /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/,
  )
  .refine((value) => isRealDate(value.slice(0, 10)), rule('SAS_ELEMENT_VALUE'));

export const instant = dateTime.refine((value) => value.includes('T'), rule('SAS_ELEMENT_VALUE'));

function isRealDate(value: string): boolean {
  const [year = 0, month = 1, day = 1] = value.split('-').map(Number);
  return year > 0 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

const anyValue = z.custom((value) => value !== null && value !== undefined);

/** The content of an extension is not checked: nothing here depends on it. */
const extension: z.ZodType = z
  .looseObject({
    id: token().optional(),
    url: uri,
    get extension() {
      return listOf(extension).optional();
    },
  })
  .refine((value) => {
    const others = Object.keys(value).filter((key) => !['id', 'url', 'extension'].includes(key));
    return (
      others.every((key) => /^value[A-Z]/.test(key) && anyValue.safeParse(value[key]).success) &&
      others.length + ('extension' in value ? 1 : 0) === 1
    );
  }, rule('SAS_ELEMENT_VALUE'));

const extensions = { id: token().optional(), extension: listOf(extension).optional() };

/** FHIR has no element without content; an id does not count as content. */
const isFilled = (value: object) => Object.keys(value).some((key) => key !== 'id');

// An element refused for another reason is not reported as empty, too.
const emptyRule = {
  ...rule('SAS_ELEMENT_EMPTY'),
  when: ({ issues }: z.core.ParsePayload) => issues.length === 0,
};

/** What a primitive may be accompanied by: `_birthDate` for `birthDate`. */
const sibling = z.strictObject(extensions).refine(isFilled, emptyRule);

/** The same for a list of primitives: one item each, null where there is none. */
const siblingList = listOf(sibling.nullable()).refine(
  (all) => all.some((item) => item !== null),
  rule('SAS_ELEMENT_EMPTY'),
);

/** An element: its primitives, with their optional siblings, and its other members. */
export function element<Primitives extends z.ZodRawShape, Others extends z.ZodRawShape>(
  primitives: Primitives,
  others: Others,
) {
  const siblings: Record<never, never> = Object.fromEntries(
    Object.entries(primitives).map(([name, schema]) => [
      `_${name}`,
      (isList(schema) ? siblingList : sibling).optional(),
    ]),
  );
  return z
    .strictObject({ ...siblings, ...extensions, ...primitives, ...others })
    .refine(isFilled, emptyRule);
}

function isList(schema: z.core.$ZodType): boolean {
  return (schema instanceof z.ZodOptional ? schema.unwrap() : schema) instanceof z.ZodArray;
}

export const period = element({ start: dateTime.optional(), end: dateTime.optional() }, {}).refine(
  ({ start, end }) => !start || !end || Date.parse(start) <= Date.parse(end),
  rule('SAS_ELEMENT_VALUE'),
);

export const coding = element(
  {
    system: system.optional(),
    version: text().optional(),
    code: code().optional(),
    display: text().optional(),
    userSelected: z.boolean().optional(),
  },
  {},
);

export const codeableConcept = element(
  { text: text().optional() },
  { coding: listOf(coding).optional() },
);

/** An organization: a reference to this server or another, or only a name or an identifier. */
export const organization: z.ZodType<object> = element(
  {
    reference: text(1024)
      .refine(
        (value) => /^(?:Organization\/[\w.-]{1,64}|https?:\/\/\S+|urn:\S+)$/.test(value),
        rule('SAS_ELEMENT_VALUE'),
      )
      .optional(),
    type: uri.optional(),
    display: text().optional(),
  },
  { identifier: z.lazy(() => anyIdentifier).optional() },
);

const identifierUse = z.enum(['usual', 'official', 'temp', 'secondary', 'old']).optional();

/** An identifier without any rule. */
export const anyIdentifier = element(
  { use: identifierUse, system: system.optional(), value: text().optional() },
  {
    type: codeableConcept.optional(),
    period: period.optional(),
    assigner: organization.optional(),
  },
);

/** An identifier of a practitioner: its type, its system and its value are required. */
export const identifier = element(
  { use: identifierUse, system, value: text() },
  { type: codeableConcept, period: period.optional(), assigner: organization.optional() },
);

export const humanName = element(
  {
    use: z.enum(['usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden']).optional(),
    text: text(1024).optional(),
    family: name(),
    given: listOf(name(), 1),
    prefix: listOf(text(), 1).optional(),
    suffix: listOf(text()).optional(),
  },
  { period: period.optional() },
);

// Nobody sees a difference between two addresses of which one holds a character that is not shown.
const isEmail = (value: string) =>
  /^[^\s@\p{Cf}\p{Default_Ignorable_Code_Point}]+@[^\s@\p{Cf}\p{Default_Ignorable_Code_Point}]+$/u.test(
    value,
  ) && value.length <= 254;

/** An address alone, or as a link without anything else: `mailto:somebody@example.org`. */
const email = text()
  .transform((value) => value.replace(/^mailto:(?!.*\?)/i, ''))
  .refine((value) => isEmail(value) && !/^mailto:/i.test(value), rule('SAS_ELEMENT_VALUE'));

export const contactPoint = element(
  {
    system: z.literal('email'),
    value: email,
    use: z.enum(['home', 'work', 'temp', 'old', 'mobile']).optional(),
    rank: z.int32().min(1).optional(),
  },
  { period: period.optional() },
);

export const address = element(
  {
    use: z.enum(['home', 'work', 'temp', 'old', 'billing']).optional(),
    type: z.enum(['postal', 'physical', 'both']).optional(),
    text: text(1024).optional(),
    line: listOf(text()).optional(),
    city: text().optional(),
    district: text().optional(),
    state: text().optional(),
    postalCode: text().optional(),
    country: text().optional(),
  },
  { period: period.optional() },
);
