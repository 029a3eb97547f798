// @ts-check
import { readEvent, toMended } from './histories.mjs';

/** @typedef {import('../../packages/appointments/src/test-data/platform-double.js').PlatformDouble} PlatformDouble */
/** @typedef {import('../../packages/appointments/src/test-data/platform-double.js').ReceivedRequest} ReceivedRequest */
/** @typedef {import('./histories.mjs').History} History */

/**
 * What is wrong with the appointments of a platform: `duplicates` exist more than once; `lost`
 * events never arrived; `outOfOrder` events arrived after a later one; `phantoms` arrived although
 * they were rolled back or dropped; `stale` appointments do not have the vendor's latest state.
 * `evidence`: for each wrong appointment, what was expected and everything that arrived.
 *
 * @typedef {{
 *   duplicates: number, lost: number, outOfOrder: number, phantoms: number, stale: number,
 *   evidence: readonly string[],
 * }} Verdict
 */

/**
 * Compares what the platform has with what the vendor did.
 *
 * @param {PlatformDouble} platform
 * @param {{
 *   done: ReadonlyMap<string, number>, dropped: ReadonlySet<string>,
 *   histories: readonly History[],
 *   nameFault: (request: ReceivedRequest) => string,
 * }} vendor `done`: how many events of each appointment were done; `dropped`: those among them that
 *   the platform will never get.
 * @returns {Verdict}
 */
export function judge(platform, { done, dropped, histories, nameFault }) {
  const sums = { duplicates: 0, lost: 0, outOfOrder: 0, phantoms: 0, stale: 0 };
  /** @type {string[]} */
  const evidence = [];
  for (const history of histories) {
    const events = Array.from({ length: done.get(history.id) ?? 0 }, (_, event) => event).filter(
      (event) => !dropped.has(`${history.id} ${event}`),
    );
    const faults = judgeOne(platform, history, events);
    for (const name of /** @type {(keyof typeof sums)[]} */ (Object.keys(sums))) {
      sums[name] += faults[name];
    }
    if (Object.values(faults).every((count) => count === 0)) continue;
    evidence.push(describe(platform, { history, events, faults, nameFault }));
  }
  const knownIds = new Set(histories.map(({ id }) => id));
  const strangers = [...platform.states.keys()].filter((id) => !knownIds.has(id));
  return { ...sums, phantoms: sums.phantoms + strangers.length, evidence };
}

/** @param {PlatformDouble} platform @param {History} history @param {readonly number[]} expected */
function judgeOne(platform, { id, events }, expected) {
  const states = platform.states.get(id) ?? [];
  const seen = states.map(readEvent);
  let latest = -1;
  let outOfOrder = 0;
  for (const event of seen.filter((received) => expected.includes(received))) {
    if (event < latest) outOfOrder += 1;
    latest = Math.max(latest, event);
  }
  const last = expected.at(-1);
  const isStale = last !== undefined && !isState(states.at(-1), events[last]);
  return {
    duplicates: Math.max(0, (platform.resources.get(id) ?? 0) - 1),
    lost: expected.filter((event) => !seen.includes(event)).length,
    outOfOrder,
    phantoms: seen.filter((event) => !expected.includes(event)).length,
    stale: isStale ? 1 : 0,
  };
}

/** Parses the state independently of the code that wrote it. @param {import('fhir/r4.js').Appointment | undefined} state @param {History['events'][number] | undefined} event */
function isState(state, event) {
  if (!state || !event) return false;
  const report = event.refusal === 'mend' ? toMended(event.report) : event.report;
  const effector = state.participant[0]?.actor?.identifier?.value ?? null;
  return (
    state.status === report.status &&
    Date.parse(String(state.start)) === report.start &&
    Date.parse(String(state.end)) === report.end &&
    effector === (report.effector ?? null)
  );
}

/**
 * @param {PlatformDouble} platform
 * @param {{
 *   history: History, events: readonly number[], faults: Record<string, number>,
 *   nameFault: (request: ReceivedRequest) => string,
 * }} one
 */
function describe(platform, { history: { id, events: all }, events, faults, nameFault }) {
  const wrong = Object.entries(faults).filter(([, count]) => count > 0);
  const lines = platform.requests.flatMap((request, index) =>
    request.body.identifier?.[0]?.value === id
      ? [
          `  request ${index + 1}: ${request.method} event ${readEvent(request.body)}, ${nameFault(request)}${request.isActedUpon ? ', acted upon' : ''}`,
        ]
      : [],
  );
  return [
    `${id}: ${wrong.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    `  expected events ${events.join(', ')} of ${all.length}; resources ${platform.resources.get(id) ?? 0}`,
    ...all.flatMap(({ refusal }, event) =>
      refusal ? [`  event ${event} refused: ${refusal}`] : [],
    ),
    ...lines,
  ].join('\n');
}

/**
 * Counts events that the platform does not have, although neither they nor earlier ones are
 * refused.
 *
 * @param {PlatformDouble} platform
 * @param {readonly History[]} histories
 */
export function countHeldBack(platform, histories) {
  let count = 0;
  for (const { id, events } of histories) {
    const refused = events.findIndex(({ refusal }) => refusal !== undefined);
    const free = refused < 0 ? events : events.slice(0, refused);
    const seen = new Set((platform.states.get(id) ?? []).map(readEvent));
    count += free.filter((_, event) => !seen.has(event)).length;
  }
  return count;
}
