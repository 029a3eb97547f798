import { expect, it } from 'vitest';
import { checkRegulatorAnswer } from './check-regulator-answer.js';

const location = 'https://agenda.example/fhir/Practitioner/1';
const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'business-rule' }],
};

it.each<{
  readonly name: string;
  readonly status: number;
  readonly interaction?: 'create' | 'update';
  readonly isActive?: boolean;
  readonly headers?: Record<string, string>;
  readonly data?: unknown;
  readonly rules: readonly string[];
}>([
  { name: 'passes a create', status: 201, rules: [] },
  { name: 'passes an update', status: 200, interaction: 'update', rules: [] },
  { name: 'passes an update that creates', status: 201, interaction: 'update', rules: [] },
  { name: 'passes a refusal with an explanation', status: 409, data: outcome, rules: [] },
  {
    name: 'passes a removal of an account that does not exist',
    status: 200,
    interaction: 'update',
    isActive: false,
    headers: {},
    rules: [],
  },
  { name: 'catches a create answered 200', status: 200, rules: ['regulators.status'] },
  {
    name: 'catches an update answered 204',
    status: 204,
    interaction: 'update',
    rules: ['regulators.status'],
  },
  {
    name: 'catches a server error of the vendor',
    status: 500,
    data: outcome,
    rules: ['regulators.status'],
  },
  {
    name: 'catches a create without a Location',
    status: 201,
    headers: {},
    rules: ['regulators.location'],
  },
  {
    name: 'catches a Location of another resource',
    status: 201,
    headers: { location: 'https://agenda.example/accounts/1' },
    rules: ['regulators.location'],
  },
  {
    name: 'catches a refusal without an explanation',
    status: 422,
    data: {},
    rules: ['regulators.outcome'],
  },
  {
    name: 'catches an HTML page',
    status: 422,
    data: '<h1>No</h1>',
    headers: { 'content-type': 'text/html' },
    rules: ['regulators.outcome', 'regulators.content-type'],
  },
])('$name', (row) => {
  const { status, interaction = 'create', isActive = true, data = {}, rules } = row;
  const headers = new Headers(row.headers ?? { location });
  if (!headers.has('content-type')) headers.set('content-type', 'application/fhir+json');
  const call = { url: location, status, headers, data, durationMilliseconds: 1 };
  const checks = checkRegulatorAnswer(call, { interaction, isActive });
  expect(checks.filter(({ passed }) => !passed).map(({ rule }) => rule)).toEqual(rules);
});
