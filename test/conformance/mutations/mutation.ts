import type { Configuration } from '@sas-sos/conformance';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import type { Change, PassingAnswer, PassingRequest } from '../mutating-proxy.js';

/** One way to be wrong, and the rule that is for it. */
export interface Mutation {
  /** The rule that must catch it. */
  readonly rule: string;
  /** What is wrong, for the matrix. */
  readonly name: string;
  /** Groups or steps to run. */
  readonly only: readonly string[];
  /** What the vendor does wrong; made anew for each run, as it may remember. */
  readonly vendor?: (() => Change) | undefined;
  /** What is wrong with its reports to the platform. */
  readonly reports?: (() => Change) | undefined;
  /** What is wrong in what the vendor gives or declares. */
  readonly configuration?: ((right: Configuration) => Partial<Configuration>) | undefined;
}

/** A resource that a mutation changes: any member can be wrong. */
// biome-ignore lint/suspicious/noExplicitAny: mutations write what no type allows
export type Loose = Record<string, any>;

/** Changes answers of matching requests. */
export function ofAnswer(
  matches: (request: PassingRequest) => boolean,
  change: (answer: PassingAnswer, request: PassingRequest) => PassingAnswer | 'cut' | undefined,
): () => Change {
  return () => ({
    answer: (answer, request) => (matches(request) ? change(answer, request) : undefined),
  });
}

/** Changes the JSON of answers 2xx of matching requests, in place. */
export function ofJson(
  matches: (request: PassingRequest) => boolean,
  change: (body: Loose) => void,
): () => Change {
  return ofAnswer(matches, (answer) => withJson(answer, change));
}

/** The answer with its JSON changed in place. */
export function withJson(
  answer: PassingAnswer,
  change: (body: Loose) => void,
): PassingAnswer | undefined {
  if (answer.status > 299 || !/json/.test(String(answer.headers['content-type']))) return undefined;
  const body = JSON.parse(answer.body) as Loose;
  change(body);
  return { ...answer, body: JSON.stringify(body) };
}

/** Another status, with the same body. */
export const withStatus =
  (status: number) =>
  (answer: PassingAnswer): PassingAnswer => ({ ...answer, status });

/** Another value of a header; without it if undefined. */
export const withHeader =
  (name: string, value: string | undefined) =>
  (answer: PassingAnswer): PassingAnswer => {
    const { [name]: _, ...headers } = answer.headers;
    return { ...answer, headers: value === undefined ? headers : { ...headers, [name]: value } };
  };

/** A refusal in plain text. */
export const inText =
  (status: number) =>
  (answer: PassingAnswer): PassingAnswer => ({
    ...answer,
    status,
    headers: { 'content-type': 'text/plain' },
    body: 'error',
  });

/** A refusal as FHIR has it. */
export function toRefusal(status: number): PassingAnswer {
  const issue = [{ severity: 'error', code: 'processing', diagnostics: 'mutation' }];
  return {
    status,
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'OperationOutcome', issue }),
  };
}

/** A page of HTML. */
export function toPage(text: string, status = 200): PassingAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html><body><p>${text}</p><a href="/">Accueil</a></body></html>`,
  };
}

/** Whether a request is a search or a read of the path. */
export const isGet =
  (path: string) =>
  ({ method, url }: PassingRequest): boolean =>
    method === 'GET' && url.split('?', 1)[0] === path;

/** The resources of a type in a Bundle. */
export function pick(bundle: Loose, type: FhirResource['resourceType']): Loose[] {
  return ((bundle as Bundle).entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === type ? [resource as Loose] : [],
  );
}

/** Keeps the entries whose resource satisfies the condition, with the right `total` of slots. */
export function keep(bundle: Loose, isKept: (resource: Loose) => boolean): void {
  bundle['entry'] = bundle['entry'].filter(({ resource }: Loose) => isKept(resource as Loose));
  bundle['total'] = pick(bundle, 'Slot').length;
}

/** A copy of the first resource of a type, as one more entry. */
export function copyFirst(bundle: Loose, type: FhirResource['resourceType'], id?: string): Loose {
  const entry = bundle['entry'].find(({ resource }: Loose) => resource.resourceType === type);
  const copy = structuredClone(entry) as Loose;
  if (id !== undefined) copy['resource'].id = id;
  bundle['entry'].push(copy);
  return copy['resource'] as Loose;
}
