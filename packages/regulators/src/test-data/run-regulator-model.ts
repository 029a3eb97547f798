// Drives the handler over any store through long sequences of calls, and holds it to the model.
import { identifierSystems, type RegulatorAccounts } from '@sas-sos/core';
import fc from 'fast-check';
import { createRegulatorHandler } from '../create-regulator-handler.js';
import { anyStep, createModelValues, type ModelStep, type ModelValues } from './model-calls.js';
import { toBody } from './regulator-data.js';
import { foresee, type ListedAccount, type PlatformCall } from './regulator-model.js';

/** What {@link runRegulatorModel} takes. */
export interface RegulatorModelOptions {
  /**
   * Adapters over one and the same store, as so many processes would have them. What the store
   * holds already does no harm, but for what an earlier run of the model left there.
   */
  readonly instances: readonly RegulatorAccounts[];
  /** Sequences of calls. */
  readonly runs: number;
  /** Seed of the sequences. */
  readonly seed: number;
  /** Most steps in one sequence. */
  readonly steps?: number;
}

/** How often each kind of answer was given: a status, and the code of a refusal. */
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
  /** Makes the calls at the same moment, each to another instance. */
  send(calls: readonly PlatformCall[]): Promise<readonly Answer[]>;
  list(): Promise<readonly ListedAccount[]>;
}

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly location: string | undefined;
}

/**
 * Runs sequences of calls, alone and up to three at once. After each step the accounts are what the
 * model says. Calls made at once come in some order, and each is decided on the accounts as they
 * were at some moment since it was sent.
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
  let told = '';
  return {
    check: () => true,
    async run(model, real) {
      const calls = steps
        .map(({ toCall }) => toCall(model.list, real.values))
        .filter((call) => call !== undefined);
      told = calls.map((call) => JSON.stringify(call)).join(' | ');
      const answers = await real.send(calls);
      const list = await real.list();
      const wanted = tell(list);
      if (
        !explains(
          [model.list],
          calls.map((call, index) => ({ call, answer: answers[index] })),
        )
      ) {
        throw new Error(
          `${told}\nanswered ${JSON.stringify(answers)}\nbefore ${tell(model.list)}\nafter ${wanted}`,
        );
      }
      model.list = list;

      /** Whether calls can have come, one after the other, from these states to the list there is. */
      function explains(states: readonly List[], open: readonly AnsweredCall[]): boolean {
        const current = states.at(-1) as List;
        if (open.length === 0) return tell(current) === wanted;
        return open.some(({ call, answer }) => {
          const rest = open.filter((one) => one.call !== call);
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
    toString: () => `${steps.map(({ name }) => name).join(' + ')}: ${told}`,
  };
}

/** A list in one form: by id, each account's properties in one order. */
function tell(list: readonly ListedAccount[]): string {
  const rows = list.map((one) =>
    JSON.stringify([
      one.id,
      one.version,
      one.nationalId,
      one.technicalId,
      one.active,
      one.email,
      one.familyName,
      one.givenName,
      one.birthDate,
    ]),
  );
  return rows.sort().join('\n');
}

/**
 * What a store makes of a call that was decided on what it had seen: nothing, when an account is no
 * longer as it was seen, or a rule of the port would be broken.
 */
function commit(current: List, seen: List, after: List): List | undefined {
  const next = new Map(current.map((one) => [one.id, one]));
  for (const one of after) {
    const before = seen.find(({ id }) => id === one.id);
    if (before?.version === one.version) continue;
    if (next.get(one.id)?.version !== before?.version) return undefined;
    next.set(one.id, one);
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
      const found = await first?.find({
        identifiers: [...values.nationalIds, ...values.technicalIds],
        emailKeys: values.emails.map((email) => email.toLowerCase()),
        signal: new AbortController().signal,
      });
      return (found ?? []).map(
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
