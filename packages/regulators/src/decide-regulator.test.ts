import { parseRegulatorIdentifier } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { decideRegulator, type RegulatorDecision } from './decide-regulator.js';
import {
  account,
  anne,
  basile,
  body,
  creates,
  type DecisionRow,
  type DecisionSummary,
  meant,
  n1,
  n2,
  off,
  sentences,
  t1,
  updates,
} from './test-data/decision-rows.js';

/** Summarises a decision: a word, or a code and where, and what each account becomes. */
function summarize(decision: RegulatorDecision): DecisionSummary {
  if (decision.outcome === 'refused') return decision.issue;
  if (decision.outcome === 'unknown') return { outcome: 'unknown' };
  if (decision.outcome === 'unchanged') {
    return { outcome: 'unchanged', account: decision.account.id };
  }
  return {
    outcome: decision.outcome,
    account: decision.account.id,
    changes: decision.changes.map(({ before, after }) => ({
      id: after.id,
      version: [before?.version, after.version],
      ids: [after.nationalId, after.technicalId],
      active: after.active,
      email: after.email,
    })),
  };
}
function decide({ accounts, query, body: regulator }: DecisionRow): RegulatorDecision {
  const situation = { accounts, newId: 'new' };
  return query === undefined
    ? decideRegulator({ interaction: 'create', regulator }, situation)
    : decideRegulator(
        { interaction: 'update', regulator, identifier: parseRegulatorIdentifier(query) },
        situation,
      );
}

describe('a create, by its holders', () => {
  it.each(creates)('$name', (row) => expect(summarize(decide(row))).toEqual(row.expected));
});
describe('the account that an update means', () => {
  it.each(meant)('$name', (row) => expect(summarize(decide(row))).toEqual(row.expected));
});
describe('an update, by the account that it means', () => {
  it.each(updates)('$name', (row) => expect(summarize(decide(row))).toEqual(row.expected));
});
describe('other sentences of the specification', () => {
  it.each(sentences)('$name', (row) => expect(summarize(decide(row))).toEqual(row.expected));
});

describe('an element that changes is a change', () => {
  it.each([
    { name: 'family name', part: { familyName: 'Autre' } },
    { name: 'given name', part: { givenName: 'Autre' } },
    { name: 'e-mail', part: { email: basile } },
    { name: 'e-mail, only its case', part: { email: 'Anne@sas.example' } },
    { name: 'active', part: off },
    { name: 'details', part: { details: { qualifications: [{ code: '10' }] } } },
    { name: 'national identifier', part: { nationalId: n2, technicalId: t1 } },
    { name: 'technical identifier', part: { nationalId: n1, technicalId: null } },
  ])('$name', ({ part }) => {
    const before = account('a', anne, { nationalId: n1, technicalId: t1 });
    const regulator = body(anne, { nationalId: n1, technicalId: t1, ...part });
    const decision = decideRegulator(
      { interaction: 'update', regulator, identifier: parseRegulatorIdentifier(n1) },
      { accounts: [before], newId: 'new' },
    );
    const after = { ...regulator, id: 'a', version: 2 };
    expect(decision).toEqual({ outcome: 'updated', account: after, changes: [{ before, after }] });
  });
});
