import { z } from 'zod';

const text = z.string().max(1000);
const regulator = z.strictObject({
  familyName: text,
  givenName: text,
  email: text,
  nationalId: text.nullish(),
});
const number = z
  .string()
  .regex(/^\d{1,15}$/, 'Give a whole number.')
  .transform(Number);
// The switches themselves check which faults each target has, and the limits of each.
const fault = z.string().max(20).nullable().optional();
const limit = z
  .strictObject({
    requests: z.number().nullable(),
    seconds: z.number().nullable(),
    percent: z.number().nullable(),
  })
  .partial()
  .nullable()
  .optional();

/** What the API accepts: bodies and queries. */
export const requestSchemas = {
  nothing: z.strictObject({}),
  search: z.strictObject({
    associations: z.array(z.string().max(64)).min(1).max(500).optional(),
    from: z.string().max(64).optional(),
    to: z.string().max(64).optional(),
  }),
  regulator,
  regulatorChange: regulator.partial(),
  browserState: z.strictObject({ method: z.enum(['password', 'psc']).default('password') }),
  faults: z.strictObject({
    appointments: fault,
    'sign-on': fault,
    calls: fault,
    slowMilliseconds: z.number().optional(),
    limits: z.strictObject({ appointments: limit, 'sign-on': limit, calls: limit }).optional(),
  }),
  replay: z
    .strictObject({
      method: z.string().max(20),
      url: z.string().max(10_000),
      headers: z.record(z.string().max(200), z.string().max(8000)),
      body: z.string().nullable(),
    })
    .partial(),
  exchanges: z.strictObject({
    flow: z.enum(['slots', 'associations', 'regulators', 'appointments', 'sign-on']).optional(),
    failed: z
      .enum(['true', 'false'])
      .transform((answer) => answer === 'true')
      .optional(),
    status: z.enum(['2xx', '3xx', '4xx', '5xx', 'none']).optional(),
    text: z.string().max(200).optional(),
    regulator: z.string().max(64).optional(),
    before: number.optional(),
    limit: number.pipe(z.int().min(1).max(1000)).default(100),
  }),
  stream: z.strictObject({ after: number.optional() }),
} as const;

export type RequestSchemaName = keyof typeof requestSchemas;
