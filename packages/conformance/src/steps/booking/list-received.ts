import { isObject, toList, toObject, toText } from '../../read/json-value.js';
import type { Scene } from '../../run/scene.js';
import { needSimulator } from '../sign-on/regulators.js';

const mostReports = 50;

/** A report as the simulator received it. */
export interface ReceivedReport {
  /** Number of the simulator's exchange. */
  readonly number: number;
  /** Parsed; the text if it is not a JSON object. */
  readonly body: unknown;
}

/**
 * Reads the latest reports that came after an exchange, those that the simulator refused too: the
 * latest first.
 */
export async function listReceived(scene: Scene, after = 0): Promise<readonly ReceivedReport[]> {
  const simulator = needSimulator(scene);
  const received: ReceivedReport[] = [];
  for (const number of await listNumbers(scene)) {
    if (number <= after) continue;
    const exchange = toObject(await simulator.ask('GET', `/exchanges/${number}`));
    received.push({ number, body: parse(toText(toObject(exchange['request'])['body'])) });
  }
  return received;
}

/** Number of the latest exchange with a report; 0 if there was none. */
export async function findLatestReceived(scene: Scene): Promise<number> {
  return Math.max(0, ...(await listNumbers(scene)));
}

async function listNumbers(scene: Scene): Promise<readonly number[]> {
  const simulator = needSimulator(scene);
  const listed = await simulator.ask('GET', `/exchanges?flow=appointments&limit=${mostReports}`);
  return toList(toObject(listed)['exchanges'])
    .map((item) => toObject(item))
    .filter(({ method }) => method === 'POST' || method === 'PUT')
    .map(({ number }) => Number(number));
}

function parse(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : text;
  } catch {
    return text;
  }
}
