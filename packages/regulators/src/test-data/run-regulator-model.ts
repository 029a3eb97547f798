// Drives the handler over any store through long sequences of calls, and compares it with the
// model.
import { identifierSystems, type RegulatorAccounts } from '@sas-sos/core';
import fc from 'fast-check';
import { createRegulatorHandler } from '../create-regulator-handler.js';
import { anyStep, createModelValues, type ModelStep, type ModelValues } from './model-calls.js';
import { toBody } from './regulator-data.js';
import { foresee, type ListedAccount, type PlatformCall } from './regulator-model.js';

/** Options of {@link runRegulatorModel}. */
export interface RegulatorModelOptions {
  /**
   * Adapters over the same store, as several processes would have them. Other data in the store
   * does not matter, except the data of an earlier run of the model.
   */
  readonly instances: readonly RegulatorAccounts[];
  /** Number of sequences of calls. */
  readonly runs: number;
  /** Seed of the sequences. */
  readonly seed: number;
  /** Maximum number of steps in one sequence. */
  readonly steps?: number;
}

/** How often each kind of answer occurred: a status, with the code of a refusal. */
export type ModelAnswers = Readonly<Record<string, number>>;

type List = readonly ListedAccount[];

interface AnsweredCall {
  readonly call: PlatformCall;
  readonly answer: Answer | undefined;
}

interface Model {
  list: readonly ListedAccount[];
}

interface Real {
  readonly values: ModelValues;
  /** Makes the calls concurrently, each on another instance. */
  send(calls: readonly PlatformCall[]): Promise<readonly Answer[]>;
  list(): Promise<readonly ListedAccount[]>;
}

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly location: string | undefined;
}

/**
 * Runs sequences of calls, alone and up to three at once. After each step the accounts must match
 * the model. Concurrent calls are applied in some order, each based on the accounts at some moment
 * since it was sent.
 */
export async function runRegulatorModel(options: RegulatorModelOptions): Promise<ModelAnswers> {
  const { instances, runs, seed, steps = 40 } = options;
  const answers: Record<string, number> = {};
  const count = ({ status, code }: Answer) => {
    const key = code === undefined ? String(status) : `${status} ${code}`;
    answers[key] = (answers[key] ?? 0) + 1;
  };
  let run = 0;
  const command = fc.oneof(
    { weight: 3, arbitrary: anyStep.map((step) => toCommand([step])) },
    {
      weight: 1,
      arbitrary: fc.array(anyStep, { minLength: 2, maxLength: 3 }).map(toCommand),
    },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.commands([command], { maxCommands: steps, size: 'max' }),
      async (commands) => {
        run += 1;
        const real = createReal(instances, createModelValues(run), count);
        await fc.asyncModelRun(() => ({ model: { list: [] }, real }), commands);
      },
    ),
    { numRuns: runs, seed, endOnFailure: true },
  );
  return answers;
}

function toCommand(steps: readonly ModelStep[]): fc.AsyncCommand<Model, Real> {
  let described = '';
  return {
    check: () => true,
    async run(model, real) {
      const calls = steps
        .map(({ toCall }) => toCall(model.list, real.values))
        .filter((call) => call !== undefined);
      described = calls.map((call) => JSON.stringify(call)).join(' | ');
      const answers = await real.send(calls);
      const list = await real.list();
      const wanted = toText(list);
      if (
        !explains(
          [model.list],
          calls.map((call, index) => ({ call, answer: answers[index] })),
        )
      ) {
        throw new Error(
          `${described}\nanswered ${JSON.stringify(answers)}\nbefore ${toText(model.list)}\nafter ${wanted}`,
        );
      }
      model.list = list;

      /** Whether some order of the open calls leads from these states to the actual list. */
      function explains(states: readonly List[], open: readonly AnsweredCall[]): boolean {
        const current = states.at(-1) as List;
        if (open.length === 0) return toText(current) === wanted;
        return open.some(({ call, answer }) => {
          const rest = open.filter((entry) => entry.call !== call);
          return states.some((seen) => {
            const {
              status,
              code,
              location,
              list: after,
            } = foresee(seen, call, answer?.location ?? '');
            const isAnswer =
              answer?.status === status && answer.code === code && answer.location === location;
            const next = isAnswer ? commit(current, seen, after) : undefined;
            return next !== undefined && explains([...states, next], rest);
          });
        });
      }
    },
    toString: () => `${steps.map(({ name }) => name).join(' + ')}: ${described}`,
  };
}

/** Normalises a list: sorted by id, each account's properties in the same order. */
function toText(list: readonly ListedAccount[]): string {
  const rows = list.map((account) =>
    JSON.stringify([
      account.id,
      account.version,
      account.nationalId,
      account.technicalId,
      account.active,
      account.email,
      account.familyName,
      account.givenName,
      account.birthDate,
    ]),
  );
  return rows.sort().join('\n');
}

/**
 * What a store does with a call that was decided on the accounts it had seen: nothing, if an
 * account has changed since, or if a rule of the port would be broken.
 */
function commit(current: List, seen: List, after: List): List | undefined {
  const next = new Map(current.map((account) => [account.id, account]));
  for (const account of after) {
    const before = seen.find(({ id }) => id === account.id);
    if (before?.version === account.version) continue;
    if (next.get(account.id)?.version !== before?.version) return undefined;
    next.set(account.id, account);
  }
  const list = [...next.values()];
  const isKept = [
    list.map(({ nationalId }) => nationalId),
    list.map(({ technicalId }) => technicalId),
    list.map(({ active, email }) => (active ? email.toLowerCase() : null)),
  ].every((values) => {
    const taken = values.filter((value) => value !== null);
    return new Set(taken).size === taken.length;
  });
  return isKept ? list : undefined;
}

function createReal(
  instances: readonly RegulatorAccounts[],
  values: ModelValues,
  onAnswer: (answer: Answer) => void,
): Real {
  const handlers = instances.map((accounts) => createRegulatorHandler({ accounts }));
  const [first] = instances;
  return {
    values,
    async send(calls) {
      const answers = await Promise.all(
        calls.map(async (call, index) => {
          const handler = handlers[index % handlers.length];
          if (!handler) throw new Error('There is no instance.');
          return toAnswer(await handler(toRequest(call)));
        }),
      );
      for (const answer of answers) onAnswer(answer);
      return answers;
    },
    async list() {
      const accounts = await first?.find({
        identifiers: [...values.nationalIds, ...values.technicalIds],
        emailKeys: values.emails.map((email) => email.toLowerCase()),
        signal: new AbortController().signal,
      });
      return (accounts ?? []).map(
        ({ id, version, nationalId, technicalId, active, email, ...person }) => ({
          id,
          version,
          nationalId,
          technicalId,
          active,
          email,
          familyName: person.familyName,
          givenName: person.givenName,
          birthDate: person.details.birthDate ?? null,
        }),
      );
    },
  };
}

const address = 'https://agenda.example/Practitioner';

function toRequest(call: PlatformCall): Request {
  const body: Record<string, unknown> = toBody(call);
  if (call.birthDate !== null) body['birthDate'] = call.birthDate;
  if (call.isIncomplete) delete body['name'];
  const init = { body: JSON.stringify(body) };
  if (call.interaction === 'create') return new Request(address, { method: 'POST', ...init });
  const isTechnical = call.query.includes('-') !== (call.isCrossed ?? false);
  const system = identifierSystems[isTechnical ? 'technical' : 'person'];
  const query = new URLSearchParams({ identifier: `${system}|${call.query}` });
  return new Request(`${address}?${query}`, { method: 'PUT', ...init });
}

async function toAnswer(response: Response): Promise<Answer> {
  const body = (await response.json()) as { readonly issue?: readonly Record<string, unknown>[] };
  const location = response.headers.get('location')?.slice(address.length + 1);
  return {
    status: response.status,
    code: response.ok ? undefined : String(body.issue?.[0]?.['diagnostics']),
    location,
  };
}
