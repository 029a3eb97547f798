import assert from 'node:assert/strict';
import type { Agenda, Association, FreeSlot } from '@sas-sos/core';
import { parseSiret, toEpochMilliseconds } from '@sas-sos/core';
import type { AgendaFixture, FixtureSlot } from '../agenda-fixture.js';

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

/** The agenda that is looked at, and what it should answer. */
export interface AgendaSubject {
  readonly agenda: Agenda;
  readonly fixture: AgendaFixture;
  /** Milliseconds after which a search that should end has not. */
  readonly timeLimit: number;
  readonly book: (slotId: string) => Promise<void> | void;
  readonly release: (slotId: string) => Promise<void> | void;
}

/** What a search answers with. */
type FreeSlots = Awaited<ReturnType<Agenda['findFreeSlots']>>;

/** What a search asks for; by default everything. */
export interface Search {
  readonly sirets?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly signal?: AbortSignal;
}

export async function listAssociations(subject: AgendaSubject): Promise<readonly Association[]> {
  return subject.agenda.listAssociations({ signal: new AbortController().signal });
}

/** Starts a search as the SDK does: with associations as the agenda itself listed them. */
export async function startSearch(subject: AgendaSubject, search: Search = {}): Promise<FreeSlots> {
  return (await prepareSearch(subject, search))();
}

/** Does all that comes before the agenda is asked for slots. */
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

/** Searches, and reads all of the answer. */
export async function findAll(subject: AgendaSubject, search: Search = {}): Promise<FreeSlot[]> {
  return readAll(await startSearch(subject, search));
}

export async function readAll(answer: FreeSlots): Promise<FreeSlot[]> {
  const slots: FreeSlot[] = [];
  for await (const slot of answer) slots.push(slot);
  return slots;
}

/** The free slots of the fixture that a search asks for, and that the platform may see. */
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

/** Fails unless a search finds just the slots that it should. */
export async function assertFinds(subject: AgendaSubject, search: Search = {}): Promise<void> {
  const found = (await findAll(subject, search)).filter(isForPlatform);
  assertSameIds(found, expectedSlots(subject.fixture, search));
}

/** Fails unless two lists hold slots of the same ids; tells which are missing, and which strange. */
export function assertSameIds(
  found: Iterable<{ readonly id: string }>,
  expected: Iterable<{ readonly id: string }>,
): void {
  const foundIds = new Set(idsOf(found));
  const expectedIds = new Set(idsOf(expected));
  // A few of them tell as much as ten thousand, in a message that can be read.
  const without = (ids: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...ids].filter((id) => !others.has(id)).slice(0, 10);
  assert.deepEqual(
    { missing: without(expectedIds, foundIds), unexpected: without(foundIds, expectedIds) },
    { missing: [], unexpected: [] },
  );
}

/** Ids, each once, in an order of their own: the contract leaves the order open. */
export function idsOf(slots: Iterable<{ readonly id: string }>): string[] {
  return [...new Set([...slots].map(({ id }) => id))].sort();
}

/** Whether the platform is ever sent a slot; an agenda may leave out the others. */
export function isForPlatform({ audience }: Pick<FreeSlot, 'audience'>): boolean {
  return audience.includes('public') || audience.includes('sas');
}

/** The same text for one SIRET, however it is written. */
export function toSiret(text: string): string {
  return parseSiret(text).value;
}

/** Start and end of a slot as instants, however they are given. */
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
