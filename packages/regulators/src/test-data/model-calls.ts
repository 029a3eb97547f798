// Calls that a platform makes over months, each based on the list of accounts at that moment.
import fc from 'fast-check';
import type { ListedAccount, PlatformCall } from './regulator-model.js';

type List = readonly ListedAccount[];

/** Values of one run, distinct from those of every other run in the same store. */
export interface ModelValues {
  readonly nationalIds: readonly string[];
  readonly technicalIds: readonly string[];
  readonly emails: readonly string[];
}

/** A step of a regulator's life; `undefined` if nobody in the list can take it. */
export interface ModelStep {
  readonly name: string;
  readonly toCall: (list: List, values: ModelValues) => PlatformCall | undefined;
}

/** Creates the values of a run. */
export function createModelValues(run: number): ModelValues {
  const numbers = [1, 2, 3, 4].map((index) => String(run * 10 + index));
  return {
    nationalIds: numbers.map((number) => `89${number.padStart(10, '0')}`),
    technicalIds: numbers.map((number) => `7ec00000-0000-4000-9000-${number.padStart(12, '0')}`),
    emails: numbers.map((number) => `Regulation.${number}@sas.example`),
  };
}

/** Random choices for a step: someone in the list, someone else, and a value of each kind. */
interface Draw {
  readonly who: number;
  readonly other: number;
  readonly national: number;
  readonly technical: number;
  readonly email: number;
  readonly active: boolean;
  readonly name: string;
}

const draw: fc.Arbitrary<Draw> = fc.record({
  who: fc.nat({ max: 7 }),
  other: fc.nat({ max: 7 }),
  national: fc.nat({ max: 3 }),
  technical: fc.nat({ max: 3 }),
  email: fc.nat({ max: 3 }),
  active: fc.boolean(),
  name: fc.constantFrom('Un', 'Deux'),
});

const pick = <Value>(all: readonly Value[], index: number): Value =>
  all[index % all.length] as Value;
const identifierOf = ({ nationalId, technicalId }: ListedAccount) => nationalId ?? technicalId;

/** An update of a regulator, by an identifier of theirs. */
type Change = (
  account: ListedAccount,
  draw: Draw,
  values: ModelValues,
  list: List,
) => Partial<PlatformCall> | undefined;

const changes: Readonly<Record<string, Change>> = {
  'sent again unchanged': () => ({}),
  'a national id instead': (_, { national }, { nationalIds }) => ({
    nationalId: pick(nationalIds, national),
    technicalId: null,
  }),
  'a technical id instead': (_, { technical }, { technicalIds }) => ({
    nationalId: null,
    technicalId: pick(technicalIds, technical),
  }),
  'a national id in addition': (_, { national }, { nationalIds }) => ({
    nationalId: pick(nationalIds, national),
  }),
  'another e-mail': (_, { email }, { emails }) => ({ email: pick(emails, email) }),
  'another case of the e-mail': ({ email }) => ({ email: email.toLowerCase() }),
  'another name': (_, { name }) => ({ familyName: name }),
  'another given name': (_, { name }) => ({ givenName: name }),
  'another detail': (_, { active }) => ({ birthDate: active ? '1980-02-29' : null }),
  disabled: () => ({ active: false }),
  enabled: () => ({ active: true }),
  'enabled under another e-mail': (_, { email }, { emails }) => ({
    active: true,
    email: pick(emails, email),
  }),
  'the national id of someone else': (account, { other }, _, list) => {
    const { id, nationalId } = pick(list, other);
    return id === account.id || nationalId === null ? undefined : { nationalId };
  },
  'systems crossed': (_, { name }) => ({ isCrossed: true, familyName: name }),
  incomplete: () => ({ isIncomplete: true, active: false }),
};

type Call = (draw: Draw, values: ModelValues, list: List) => PlatformCall | undefined;

function toChangeCall(change: Change): Call {
  return (drawn, values, list) => {
    const able = list.filter((account) => identifierOf(account) !== null);
    if (able.length === 0) return undefined;
    const account = pick(able, drawn.who);
    const changed = change(account, drawn, values, list);
    const { id: _, version: __, ...same } = account;
    return (
      changed && {
        interaction: 'update',
        query: identifierOf(account) ?? '',
        ...same,
        ...changed,
      }
    );
  };
}

const create: Call = (drawn, values) => ({
  interaction: 'create',
  query: '',
  nationalId: drawn.active ? pick(values.nationalIds, drawn.national) : null,
  technicalId: drawn.active ? null : pick(values.technicalIds, drawn.technical),
  active: true,
  email: pick(values.emails, drawn.email),
  familyName: drawn.name,
  givenName: 'Trois',
  birthDate: drawn.active ? '1975-06' : null,
});

/** An update whose query matches no account; its body may match one by chance. */
const updateUnknown: Call = (drawn, values) => ({
  ...(create(drawn, values, []) as PlatformCall),
  interaction: 'update',
  query: pick(drawn.active ? values.technicalIds : values.nationalIds, drawn.other),
});

const others: Readonly<Record<string, Call>> = {
  create,
  'create again': (drawn, values, list) => {
    const call = toChangeCall(() => ({ interaction: 'create' }))(drawn, values, list);
    return call;
  },
  'create, disabled': (drawn, values, list) => ({
    ...(create(drawn, values, list) as PlatformCall),
    active: false,
  }),
  'update of an unknown': updateUnknown,
  'removal of an unknown': (drawn, values, list) => ({
    ...(updateUnknown(drawn, values, list) as PlatformCall),
    active: false,
  }),
  anything: (drawn, values) => ({
    ...(updateUnknown(drawn, values, []) as PlatformCall),
    nationalId: pick(values.nationalIds, drawn.national),
    technicalId: drawn.who < 4 ? pick(values.technicalIds, drawn.technical) : null,
    active: drawn.active,
  }),
};

const calls: readonly (readonly [string, Call])[] = [
  ...Object.entries(changes).map(([name, change]) => [name, toChangeCall(change)] as const),
  ...Object.entries(others),
];

/** Any step. */
export const anyStep: fc.Arbitrary<ModelStep> = fc
  .tuple(fc.constantFrom(...calls), draw)
  .map(([[name, call], drawn]) => ({
    name,
    toCall: (list: List, values: ModelValues) => call(drawn, values, list),
  }));
