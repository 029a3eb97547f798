import { z } from 'zod';
import { documents } from '../rule/rule-source.js';
import { groupNames } from '../run/groups.js';
import type { Run } from '../run/run.js';

const text = z.object({ fr: z.string(), en: z.string() });
const verdict = z.enum(['passed', 'failed', 'left-out', 'not-applicable']);
const count = z.number().int().min(0);
const milliseconds = z.number().min(0);
const numbers = z.array(z.number().int().min(1));

const fault = z.object({
  resource: z.string().optional(),
  element: z.string().optional(),
  path: z.string().optional(),
  expected: z.string().optional(),
  received: z.string().optional(),
  text: text.optional(),
  code: z
    .enum([
      'structure',
      'required',
      'value',
      'invariant',
      'business-rule',
      'not-supported',
      'multiple-matches',
      'conflict',
      'transient',
      'throttled',
    ])
    .optional(),
  exchange: z.number().int().min(1).nullable(),
});

const finding = z.object({
  rule: z.string(),
  step: z.string(),
  level: z.enum(['official-fails', 'official-warns', 'guide', 'good-practice']),
  source: z.object({
    document: z.enum(Object.keys(documents) as (keyof typeof documents)[]),
    section: z.string(),
  }),
  check: z.number().int().min(1).max(34).nullable(),
  verdict,
  title: text,
  message: text,
  looksAt: z.string(),
  remedy: text,
  faults: z.array(fault),
  faultCount: count,
  exchanges: numbers,
});

const step = z.object({
  id: z.string(),
  title: text,
  verdict,
  reason: text.nullable(),
  durationMilliseconds: milliseconds,
  findings: z.array(finding),
  exchanges: numbers,
});

const group = z.object({
  name: z.enum(groupNames),
  title: text,
  isOfficial: z.boolean(),
  verdict,
  steps: z.array(step),
});

const message = z.object({
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().nullable(),
  bodyBytes: count,
  isCut: z.boolean(),
});

const exchange = z.object({
  number: z.number().int().min(1),
  step: z.string(),
  title: text,
  method: z.string(),
  url: z.string(),
  identity: z.enum(['valid', 'wrongCommonName', 'wrongOrganizationalUnit', 'revoked', 'none']),
  startedAt: z.number(),
  durationMilliseconds: milliseconds,
  request: message,
  response: message.extend({ status: count }).nullable(),
  tls: z.string().nullable(),
  failure: z.object({ code: z.string(), text }).nullable(),
});

const answer = z.union([z.boolean(), z.string()]).optional();

/** The format of a run, version 1. Members may be added in it; none is removed or changes meaning. */
export const runSchema = z.object({
  format: z.literal(1),
  tool: z.object({ version: z.string(), node: z.string() }),
  vendor: z.string(),
  simulator: z.string().nullable(),
  startedAt: z.number(),
  durationMilliseconds: milliseconds,
  ownMilliseconds: milliseconds,
  seed: z.string(),
  verdict: z.enum(['passed', 'failed', 'impossible']),
  problem: text.nullable(),
  leftBehind: text.nullable().default(null),
  counts: z.object({
    passed: count,
    officialFails: count,
    officialWarns: count,
    guide: count,
    goodPractice: count,
    leftOut: count,
    notApplicable: count,
  }),
  groups: z.array(group),
  checks: z.array(
    z.object({
      number: z.number().int().min(1).max(34),
      title: text,
      verdict,
      findings: z.array(z.string()),
    }),
  ),
  declarations: z.object({
    rppsUsed: answer,
    rppsAlwaysThere: answer,
    structureIdentifier: answer,
    healthDataHosting: answer,
    twoFactor: answer,
    lockOut: answer,
  }),
  exchanges: z.array(exchange),
}) satisfies z.ZodType<Run>;
