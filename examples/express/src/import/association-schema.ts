import {
  createTimeZone,
  type DayOfWeek,
  overseasTimeZone,
  parseFiness,
  parseSiret,
} from '@sas-sos/core';
import { z } from 'zod';
import type { StoredAssociation } from '../store/store.js';
import { parseOrUndefined } from './parse-or-undefined.js';
import { textFault } from './text-fault.js';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies DayOfWeek[];

function text(longest: number) {
  return z.string().superRefine((value, context) => {
    const message = textFault(value, longest);
    if (message) context.addIssue({ code: 'custom', message });
  });
}

/** A text that a parser of the SDK accepts. */
function parsedBy(parse: (value: string) => unknown, message: string) {
  return z
    .string()
    .refine((value) => parseOrUndefined(parse, value) !== undefined, { error: message });
}

const openingHours = z.strictObject({
  days: z
    .array(z.enum(days))
    .min(1, { error: 'must name at least one day' })
    .refine((list) => new Set(list).size === list.length, { error: 'names a day twice' }),
  opens: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be HH:MM' }),
  closes: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'must be HH:MM, up to 24:00',
  }),
});

const place = z.strictObject({
  // The two ids that cannot be a segment of a URL path.
  id: text(200).refine((id) => id !== '.' && id !== '..', {
    error: 'cannot be used in an address',
  }),
  finess: parsedBy(
    parseFiness,
    'is not a FINESS: 9 characters, with or without the prefix 1',
  ).nullish(),
  name: text(200),
  phone: text(64).nullish(),
  address: z.strictObject({
    line: text(300),
    postalCode: z.string().regex(/^\d{5}$/, { error: 'must be 5 digits' }),
    city: text(100),
  }),
  timeZone: parsedBy(
    (name) => createTimeZone(name),
    'is not a time zone: write Europe/Paris',
  ).nullish(),
  coordinates: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .nullish(),
  openingHours: z.array(openingHours).nullish(),
});

const association = z.strictObject({
  siret: parsedBy(parseSiret, 'is not a SIRET: 14 digits, with or without the prefix 3'),
  name: text(200),
  places: z.array(place),
});

/** Parses an item of `associations`, or returns everything that is wrong with it. */
export function parseAssociation(
  value: unknown,
): { readonly association: StoredAssociation } | { readonly issues: readonly AssociationIssue[] } {
  const result = association.safeParse(value, {
    error: (issue) => (issue.input === undefined ? 'is missing' : undefined),
  });
  if (!result.success) return { issues: result.error.issues.flatMap(toIssues) };
  const { siret, name, places } = result.data;
  return {
    association: {
      siret: parseSiret(siret).unprefixed,
      name,
      places: places.map(({ finess, timeZone, openingHours, ...place }) => ({
        ...place,
        associationName: name,
        finess: finess ? parseFiness(finess).unprefixed : null,
        timeZone: timeZone ?? overseasTimeZone(place.address.postalCode) ?? 'Europe/Paris',
        openingHours: openingHours ?? [],
      })),
    },
  };
}

interface AssociationIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function toIssues(issue: z.core.$ZodIssue): readonly AssociationIssue[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not allowed here' }));
}
