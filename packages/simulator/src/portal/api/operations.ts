import type { ApiSchemaName } from './api-schemas.js';
import type { RequestSchemaName } from './request-schemas.js';

/** One route of the API. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With its parameters in braces: `/exchanges/{number}`. */
  readonly path: string;
  readonly summary: string;
  readonly body?: RequestSchemaName;
  readonly query?: RequestSchemaName;
  /** Answers by status; null: without a body. */
  readonly answers: Readonly<Record<number, ApiSchemaName | null | 'stream' | 'document'>>;
}

const invalid = { 400: 'Error', 413: 'Error', 415: 'Error' } as const;
const unknown = { 404: 'Error' } as const;
const regulator = '/regulators/{id}';

/** Every route of the API. */
export const operations: readonly Operation[] = [
  { method: 'get', path: '/openapi.json', summary: 'This document', answers: { 200: 'document' } },
  {
    method: 'get',
    path: '/state',
    summary: 'Everything but the exchanges; demoPassword signs every regulator in',
    answers: { 200: 'State' },
  },
  {
    method: 'delete',
    path: '/state',
    summary: "Resets to the demo's regulators, without appointments",
    answers: { 204: null },
  },
  {
    method: 'post',
    path: '/searches',
    summary: 'INT_SOS1: searches free slots; 502 if the answer of the vendor is not usable',
    body: 'search',
    answers: { 200: 'FoundSlots', ...invalid, 502: 'CallFailure' },
  },
  {
    method: 'get',
    path: '/associations',
    summary: 'INT_SOS-transco: the associations of the vendor',
    query: 'nothing',
    answers: { 200: 'FoundAssociations', 400: 'Error', 502: 'CallFailure' },
  },
  { method: 'get', path: '/regulators', summary: 'All regulators', answers: { 200: 'Regulators' } },
  {
    method: 'post',
    path: '/regulators',
    summary: 'Creates a regulator',
    body: 'regulator',
    answers: { 201: 'Regulator', ...invalid, 422: 'Error' },
  },
  {
    method: 'get',
    path: regulator,
    summary: 'One regulator',
    answers: { 200: 'Regulator', ...unknown },
  },
  {
    method: 'patch',
    path: regulator,
    summary: 'Changes a regulator',
    body: 'regulatorChange',
    answers: { 200: 'Regulator', ...invalid, ...unknown, 422: 'Error' },
  },
  {
    method: 'post',
    path: `${regulator}/disable`,
    summary: 'Withdraws the right, and notifies the vendor at once',
    body: 'nothing',
    answers: { 200: 'Regulator', ...invalid, ...unknown, 422: 'Error' },
  },
  {
    method: 'post',
    path: `${regulator}/enable`,
    summary: 'Restores the right; sent at the next sign-on',
    body: 'nothing',
    answers: { 200: 'Regulator', ...invalid, ...unknown, 422: 'Error' },
  },
  {
    method: 'post',
    path: `${regulator}/send`,
    summary: 'INT_R02, as at each sign-on; lastCall says what the vendor answered',
    body: 'nothing',
    answers: { 200: 'Regulator', ...invalid, ...unknown, 422: 'Error' },
  },
  {
    method: 'post',
    path: `${regulator}/browser-state`,
    summary: "Signs the regulator in without a page; the cookies as Playwright's storageState",
    body: 'browserState',
    answers: { 200: 'BrowserState', ...invalid, ...unknown, 422: 'Error' },
  },
  {
    method: 'get',
    path: '/certifications',
    summary: 'The last 20 runs of the certification',
    answers: { 200: 'Certifications' },
  },
  {
    method: 'post',
    path: '/certifications',
    summary: 'Starts a run; 409 while one runs',
    body: 'nothing',
    answers: { 201: 'CertificationSummary', ...invalid, 409: 'Error' },
  },
  {
    method: 'get',
    path: '/certifications/{number}',
    summary: 'Follows a run',
    answers: { 200: 'Certification', ...unknown },
  },
  {
    method: 'get',
    path: '/appointments',
    summary: 'The reports, with each state; the latest first',
    answers: { 200: 'Appointments' },
  },
  {
    method: 'get',
    path: '/appointments/{id}',
    summary: 'One appointment',
    answers: { 200: 'Appointment', ...unknown },
  },
  {
    method: 'get',
    path: '/exchanges',
    summary: 'The exchanges, the latest first; before of a page leads to the next one',
    query: 'exchanges',
    answers: { 200: 'ExchangePage', 400: 'Error' },
  },
  {
    method: 'delete',
    path: '/exchanges',
    summary: 'Deletes the exchanges; the numbering continues',
    answers: { 204: null },
  },
  {
    method: 'get',
    path: '/exchanges/stream',
    summary: 'Server-sent events « exchange », a summary each, its number as id',
    query: 'stream',
    answers: { 200: 'stream', 400: 'Error' },
  },
  {
    method: 'get',
    path: '/exchanges/{number}',
    summary: 'Headers, bodies and checks of an exchange',
    answers: { 200: 'Exchange', ...unknown },
  },
  {
    method: 'get',
    path: '/exchanges/{number}/journey',
    summary: 'The exchanges about the same regulator, without a pause of 30 minutes',
    answers: { 200: 'Journey', ...unknown },
  },
  {
    method: 'post',
    path: '/exchanges/{number}/replay',
    summary: "Sends the platform's request to the vendor again, as it was or changed",
    body: 'replay',
    answers: { 201: 'Exchange', ...invalid, ...unknown, 409: 'Error', 422: 'Error' },
  },
  { method: 'get', path: '/faults', summary: 'The switches', answers: { 200: 'Faults' } },
  {
    method: 'put',
    path: '/faults',
    summary: 'Sets the given switches, and leaves the others',
    body: 'faults',
    answers: { 200: 'Faults', ...invalid },
  },
];
