import assert from 'node:assert/strict';
import type { Agenda, Association, FreeSlot } from '@sas-sos/core';
import { parseSiret, toEpochMilliseconds } from '@sas-sos/core';
import type { AgendaFixture, FixtureSlot } from '../agenda-fixture.js';
import { show } from '../assert-same.js';

const hour = 3_600_000;

/** One rule of the contract. */
export interface AgendaCheck {
  /** The rule, as a sentence whose subject is the agenda. */
  readonly name: string;
  /**
   * What the store holds.
   *
   * @defaultValue `associations`: slots of every kind
   */
  readonly fixture?: 'none' | 'associations' | 'many-slots';
  /** Fails when the agenda breaks the rule. */
  run(subject: AgendaSubject): Promise<void>;
}

/** The agenda under test, and the fixture that it should answer with. */
export interface AgendaSubject {
  readonly agenda: Agenda;
  readonly fixture: AgendaFixture;
  /** Milliseconds within which a search must end. */
  readonly timeLimit: number;
  readonly book: (slotId: string) => Promise<void> | void;
  readonly release: (slotId: string) => Promise<void> | void;
}

/** The answer of a search. */
type FreeSlots = Awaited<ReturnType<Agenda['findFreeSlots']>>;

/** The filters of a search; by default none. */
export interface Search {
  readonly sirets?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly signal?: AbortSignal;
}

export async function listAssociations(subject: AgendaSubject): Promise<readonly Association[]> {
  const listed: unknown = await subject.agenda.listAssociations({
    signal: new AbortController().signal,
  });
  if (!Array.isArray(listed)) {
    assert.fail(`listAssociations returned ${show(listed)}; expected an array of associations.`);
  }
  return listed;
}

/** Starts a search as the SDK does: with associations as listed by the agenda itself. */
export async function startSearch(subject: AgendaSubject, search: Search = {}): Promise<FreeSlots> {
  return (await prepareSearch(subject, search))();
}

/** Prepares a search, and returns the call that asks the agenda for slots. */
export async function prepareSearch(
  subject: AgendaSubject,
  { sirets, from, to, signal }: Search,
): Promise<() => Promise<FreeSlots>> {
  const wanted = sirets && new Set(sirets.map(toSiret));
  const associations = (await listAssociations(subject)).filter(
    ({ siret }) => !wanted || wanted.has(toSiret(siret)),
  );
  const window = windowOf(subject.fixture.slots);
  return async () =>
    subject.agenda.findFreeSlots({
      associations,
      placeIds: associations.flatMap(({ places }) => places.map(({ id }) => id)),
      from: new Date(from ?? window.from),
      to: new Date(to ?? window.to),
      signal: signal ?? new AbortController().signal,
    });
}

/** Searches, and reads the whole answer. */
export async function findAll(subject: AgendaSubject, search: Search = {}): Promise<FreeSlot[]> {
  return readAll(await startSearch(subject, search));
}

export async function readAll(answer: FreeSlots): Promise<FreeSlot[]> {
  const slots: FreeSlot[] = [];
  const members: unknown = answer;
  if (!(Symbol.iterator in Object(members) || Symbol.asyncIterator in Object(members))) {
    assert.fail(
      `findFreeSlots returned ${show(answer)}; expected an array of slots, or an async iterable.`,
    );
  }
  for await (const slot of answer) slots.push(slot);
  return slots;
}

/** Selects the free slots of the fixture that match a search and that the platform may see. */
export function expectedSlots(
  { slots, associations }: AgendaFixture,
  { sirets, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: Search = {},
): readonly FixtureSlot[] {
  const wanted = sirets && new Set(sirets.map(toSiret));
  const placeIds = new Set(
    associations
      .filter(({ siret }) => !wanted || wanted.has(toSiret(siret)))
      .flatMap(({ places }) => places.map(({ id }) => id)),
  );
  return slots.filter(
    (slot) =>
      slot.status === 'free' &&
      isForPlatform(slot) &&
      placeIds.has(slot.placeId) &&
      slot.start.getTime() >= from &&
      slot.start.getTime() <= to,
  );
}

/** Fails unless a search finds exactly the expected slots. */
export async function assertFinds(subject: AgendaSubject, search: Search = {}): Promise<void> {
  const actual = (await findAll(subject, search)).filter(isForPlatform);
  assertSameIds(actual, expectedSlots(subject.fixture, search), describeSearch(subject, search));
}

/** Says what a search asked for. */
export function describeSearch(
  { fixture }: Pick<AgendaSubject, 'fixture'>,
  { sirets, from, to }: Search = {},
): string {
  const window = windowOf(fixture.slots);
  const of = sirets ? `the associations ${sirets.join(', ')}` : 'every association';
  return `findFreeSlots for ${of}, from ${toIsoText(from ?? window.from)} to ${toIsoText(to ?? window.to)}`;
}

/** Fails unless two lists have slots with the same ids; describes missing and unexpected ones. */
export function assertSameIds(
  actual: Iterable<FreeSlot>,
  expected: Iterable<FreeSlot>,
  what: string,
): void {
  const [actualSlots, expectedSlotsById] = [byId(actual), byId(expected)];
  const without = (slots: ReadonlyMap<string, FreeSlot>, others: ReadonlyMap<string, unknown>) =>
    [...slots.values()].filter(({ id }) => !others.has(id));
  const missing = without(expectedSlotsById, actualSlots);
  const strange = without(actualSlots, expectedSlotsById);
  assert.ok(
    missing.length + strange.length === 0,
    `${what}: expected ${expectedSlotsById.size} slots, got ${actualSlots.size}; missing: ${describeSlots(missing)}; not expected: ${describeSlots(strange)}. ${hintOfStored}`,
  );
}

/** Fails if there are any slots; describes them. */
export function assertNoSlots(slots: readonly FreeSlot[], what: string): void {
  assert.ok(slots.length === 0, `${what}: ${describeSlots(slots)}. ${hintOfStored}`);
}

/** Shown with what differs from the fixture: it is not always the adapter that is wrong. */
export const hintOfStored =
  'If your product assigns other ids, or does not have slots of this kind, return `stored` from `create`: the fixture as your store holds it.';

function byId(slots: Iterable<FreeSlot>): ReadonlyMap<string, FreeSlot> {
  return new Map([...slots].map((slot) => [slot.id, slot]));
}

/** Describes a few slots: they are as useful as ten thousand. */
function describeSlots(slots: readonly FreeSlot[]): string {
  if (slots.length === 0) return 'none';
  const few = slots.slice(0, 5).map(describeSlot).join(', ');
  return slots.length > 5 ? `${few} and ${slots.length - 5} more` : few;
}

/** Describes a slot: its id, place, start, and kind. */
export function describeSlot(slot: FreeSlot): string {
  const { id, placeId, audience, consultation, booking } = slot;
  const kind = [audience, consultation, booking].flat().join(' ');
  return `${show(id)} (place ${placeId}, start ${instantsOf(slot).start}, ${kind})`;
}

/** Returns the distinct ids, sorted: the contract leaves the order open. */
export function idsOf(slots: Iterable<{ readonly id: string }>): string[] {
  return [...new Set([...slots].map(({ id }) => id))].sort();
}

/** Whether a slot is ever sent to the platform; an agenda may leave out the others. */
export function isForPlatform({ audience }: Pick<FreeSlot, 'audience'>): boolean {
  return audience.includes('public') || audience.includes('sas');
}

/** Normalises a SIRET, however it is written. */
export function toSiret(text: string): string {
  return parseSiret(text).value;
}

/** Start and end of a slot as ISO instants, whatever their type. */
export function instantsOf({ start, end }: Pick<FreeSlot, 'start' | 'end'>) {
  return { start: toIsoText(start), end: toIsoText(end) };
}

function toIsoText(instant: FreeSlot['start']): string {
  const milliseconds = toEpochMilliseconds(instant);
  return Number.isNaN(milliseconds) ? 'no instant' : new Date(milliseconds).toISOString();
}

function windowOf(slots: readonly FixtureSlot[]) {
  const starts = slots.map(({ start }) => start.getTime());
  if (starts.length === 0) starts.push(Date.now());
  return { from: Math.min(...starts) - hour, to: Math.max(...starts) + hour };
}
