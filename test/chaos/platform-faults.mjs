// @ts-check
import { isMended, readEvent } from './histories.mjs';
import { createRandom } from './random.mjs';

/** @typedef {import('../../packages/appointments/src/test-data/platform-double.js').Fault} Fault */
/** @typedef {import('../../packages/appointments/src/test-data/platform-double.js').ReceivedRequest} ReceivedRequest */

/** How many of a thousand requests fail, and how. @type {readonly (readonly [string, number, Fault])[]} */
const faults = [
  ['500, not acted upon', 30, { status: 500 }],
  ['500, acted upon', 30, { status: 500, acts: true }],
  ['503', 20, { status: 503 }],
  ['504, acted upon', 20, { status: 504, acts: true }],
  ['429', 10, { status: 429 }],
  ['429 with Retry-After', 5, { status: 429, headers: { 'retry-after': '0' } }],
  ['cut before it acted', 25, 'cut-before'],
  ['cut after it acted', 25, 'cut-after'],
  ['cut in its answer', 25, 'cut-within'],
  ['silent, not acted upon', 3, 'silent-before'],
  ['silent, acted upon', 7, 'silent-after'],
  ['late', 50, { lateMilliseconds: 300 }],
  ['endless answer, not acted upon', 4, { status: 503, endless: 'body' }],
  ['endless answer, acted upon', 4, { status: 200, acts: true, endless: 'body' }],
  ['huge answer in gzip, not acted upon', 4, { status: 500, endless: 'gzip' }],
  ['huge answer in gzip, acted upon', 4, { status: 200, acts: true, endless: 'gzip' }],
];

/** At intervals the whole platform is down for a number of requests. */
const outage = { every: 1500, requests: 15 };

const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'business-rule', diagnostics: 'Effecteur inconnu.' }],
};

/** @type {readonly [string, Fault]} */
const refused = ['422, refused for good', { status: 422, body: JSON.stringify(outcome) }];

/**
 * Creates the faults of the platform. The fault of a request depends on the seed, the appointment,
 * the event and how often that event arrived, not on time. Outages depend on the number of
 * requests.
 *
 * @param {string} seed
 * @param {readonly import('./histories.mjs').History[]} histories
 */
export function createFaultSchedule(seed, histories) {
  const byId = new Map(histories.map((history) => [history.id, history]));
  /** @type {Map<string, number>} */
  const receipts = new Map();
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {WeakMap<ReceivedRequest, string>} */
  const names = new WeakMap();
  const firstOutage = Math.floor(createRandom(`${seed} outage`)() * outage.every);
  let isRepaired = false;

  /** @param {ReceivedRequest} request @param {number} count @returns {readonly [string, Fault]} */
  function choose({ body }, count) {
    const id = String(body.identifier?.[0]?.value);
    const event = readEvent(body);
    const key = `${id} ${event}`;
    const receipt = (receipts.get(key) ?? 0) + 1;
    receipts.set(key, receipt);
    if ((count + firstOutage) % outage.every < outage.requests) return ['outage', { status: 503 }];
    const refusal = byId.get(id)?.events[event]?.refusal;
    const isTaken =
      refusal === undefined ||
      (refusal === 'resend' && isRepaired) ||
      (refusal === 'mend' && isMended(body));
    const dice = createRandom(`${seed} fault ${key} ${receipt}`)() * 1000;
    let bound = 0;
    for (const [name, weight, fault] of faults) {
      bound += weight;
      if (dice < bound) return isTaken || !acts(fault) ? [name, fault] : refused;
    }
    return isTaken ? ['none', 'none'] : refused;
  }

  return {
    /** @param {ReceivedRequest} request @param {number} count */
    chooseFault(request, count) {
      const [name, fault] = choose(request, count);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      names.set(request, name);
      return fault;
    },
    /** Returns the fault of a request. @param {ReceivedRequest} request */
    nameFault: (request) => names.get(request) ?? 'none',
    /** Repairs the platform: resent reports are accepted. */
    repair() {
      isRepaired = true;
    },
    /** How often each fault occurred. @returns {ReadonlyMap<string, number>} */
    counts,
  };
}

/** @param {Fault} fault */
function acts(fault) {
  if (typeof fault === 'string') return !fault.endsWith('before');
  return 'lateMilliseconds' in fault || fault.acts === true;
}
