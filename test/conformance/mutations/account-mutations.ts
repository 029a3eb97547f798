import type { Change, PassingAnswer, PassingRequest } from '../mutating-proxy.js';
import {
  inText,
  type Loose,
  type Mutation,
  ofAnswer,
  toRefusal,
  withHeader,
  withStatus,
} from './mutation.js';

const isAccount = ({ url }: PassingRequest) => url.startsWith('/fhir/Practitioner');
const isCreate = (request: PassingRequest) => isAccount(request) && request.method === 'POST';
const isUpdate = (request: PassingRequest) => isAccount(request) && request.method === 'PUT';
const bodyOf = ({ body }: PassingRequest): Loose => JSON.parse(body) as Loose;
const idOf = (request: PassingRequest): string => bodyOf(request)['identifier']?.[0]?.value ?? '';
const emailOf = (request: PassingRequest): string => bodyOf(request)['telecom']?.[0]?.value ?? '';
/** The identifier in the query of an update. */
const askedOf = ({ url }: PassingRequest): string =>
  new URL(url, 'http://agenda.example').searchParams.get('identifier')?.split('|')[1] ?? '';
const isRefused = ({ status }: PassingAnswer) => status >= 400;
const isTaken = ({ status }: PassingAnswer) => status < 300;

const location = 'http://agenda.example/fhir/Practitioner/another';
const elsewhere = withHeader('location', location);
const taken = (answer: PassingAnswer): PassingAnswer => ({
  ...elsewhere(answer),
  status: 201,
});

/** Changes what was refused. */
const ofRefusals = (
  matches: (request: PassingRequest) => boolean,
  change: (answer: PassingAnswer) => PassingAnswer,
) =>
  ofAnswer(
    (request) => matches(request),
    (answer) => (isRefused(answer) ? change(answer) : undefined),
  );

/** Refuses creates of what a refused update carried, as if it had been kept. */
const keepsRefused = (read: (request: PassingRequest) => string) => (): Change => {
  const kept = new Set<string>();
  return {
    answer(answer, request) {
      if (isUpdate(request) && isRefused(answer)) kept.add(read(request));
      return isCreate(request) && kept.has(read(request)) ? toRefusal(409) : undefined;
    },
  };
};

/** Knows accounts by the identifier that they were created with, and by no later one. */
const forgetsNewIds = (): Change => {
  const created = new Set<string>();
  return {
    answer(answer, request) {
      if (isCreate(request) && isTaken(answer)) created.add(idOf(request));
      const isOther = isUpdate(request) && !created.has(askedOf(request));
      return isOther && isTaken(answer) ? taken(answer) : undefined;
    },
  };
};

const create = ['accounts.create-national'];
const refused = ['accounts.create-again'];

/** Wrong management of accounts. */
export const accountMutations: readonly Mutation[] = [
  {
    rule: 'accounts.created',
    name: '200 for a create',
    only: create,
    vendor: ofAnswer(isCreate, withStatus(200)),
  },
  {
    rule: 'regulators.status',
    name: '403 for a second create',
    only: refused,
    vendor: ofRefusals(isCreate, withStatus(403)),
  },
  {
    rule: 'regulators.location',
    name: 'no Location',
    only: create,
    vendor: ofAnswer(isCreate, withHeader('location', undefined)),
  },
  {
    rule: 'regulators.outcome',
    name: 'a refusal in plain text',
    only: refused,
    vendor: ofRefusals(isCreate, inText(409)),
  },
  {
    rule: 'regulators.content-type',
    name: 'application/json',
    only: create,
    vendor: ofAnswer(isCreate, withHeader('content-type', 'application/json')),
  },
  ...['again', 'without-identifier', 'without-name', 'without-telecom', 'without-active'].map(
    (step) => ({
      rule: 'accounts.refused',
      name: `a create ${step.replace('-', ' ')} is accepted`,
      only: [`accounts.create-${step}`],
      vendor: ofRefusals(isCreate, taken),
    }),
  ),
  ...[
    'empty-family',
    'empty-email',
    'blank-email',
    'phone',
    'national-as-technical',
    'technical-as-national',
  ].map((step) => ({
    rule: 'accounts.refused-published',
    name: `a create with ${step} is accepted`,
    only: [`accounts.create-${step}`],
    vendor: ofRefusals(isCreate, taken),
  })),
  {
    rule: 'accounts.accepted',
    name: 'updates are refused',
    only: ['accounts.change-email'],
    vendor: ofAnswer(isUpdate, () => toRefusal(400)),
  },
  {
    rule: 'accounts.same',
    name: 'an update makes another account',
    only: ['accounts.change-email'],
    vendor: ofAnswer(isUpdate, elsewhere),
  },
  {
    rule: 'accounts.new-id-holds',
    name: 'a new identifier is not kept',
    only: ['accounts.new-national-holds'],
    vendor: forgetsNewIds,
  },
  {
    rule: 'accounts.unchanged',
    name: 'a refused update is kept',
    only: ['accounts.update-unchanged'],
    vendor: keepsRefused(emailOf),
  },
  {
    rule: 'accounts.nothing-created',
    name: 'a refused update creates',
    only: ['accounts.update-unknown-created-nothing'],
    vendor: keepsRefused(idOf),
  },
  {
    rule: 'accounts.upserted',
    name: '404 for an unknown account',
    only: ['accounts.update-unknown'],
    vendor: ofAnswer(isUpdate, () => toRefusal(404)),
  },
  {
    rule: 'accounts.one-of-many',
    name: 'all of eight creates succeed',
    only: ['accounts-by-hand.eight-at-once'],
    vendor: ofRefusals(isCreate, taken),
  },
  {
    rule: 'accounts.removal-accepted',
    name: '404 for the removal of nobody',
    only: ['accounts-by-hand.remove-nobody'],
    vendor: ofAnswer(isUpdate, () => toRefusal(404)),
  },
  {
    rule: 'accounts-by-hand.nothing-created',
    name: 'the removal of nobody creates',
    only: ['accounts-by-hand.create-removed'],
    vendor: ofAnswer(isCreate, () => toRefusal(409)),
  },
  {
    rule: 'accounts-by-hand.accepted',
    name: 'an unencoded | is refused',
    only: ['accounts-by-hand.raw-pipe'],
    vendor: ofAnswer(
      (request) => isUpdate(request) && request.url.includes('|'),
      () => toRefusal(400),
    ),
  },
  {
    rule: 'accounts-by-hand.accepted',
    name: 'a UUID under the national system is refused',
    only: ['accounts-by-hand.uuid-as-national'],
    vendor: ofAnswer(isUpdate, () => toRefusal(400)),
  },
  {
    rule: 'accounts-by-hand.same',
    name: 'an update makes another account',
    only: ['accounts-by-hand.repeat'],
    vendor: ofAnswer(isUpdate, elsewhere),
  },
  {
    rule: 'accounts.conflict',
    name: 'two accounts with one e-mail',
    only: ['accounts-by-hand.same-email'],
    vendor: ofRefusals(isCreate, taken),
  },
  {
    rule: 'accounts.conflict',
    name: 'two accounts with one national identifier',
    only: ['accounts-by-hand.same-national'],
    vendor: ofRefusals(isUpdate, withStatus(200)),
  },
];
