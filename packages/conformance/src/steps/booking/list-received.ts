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

/** Reads the latest reports, those that the simulator refused too: the latest first. */
export async function listReceived(scene: Scene): Promise<readonly ReceivedReport[]> {
  const simulator = needSimulator(scene);
  const listed = await simulator.ask('GET', `/exchanges?flow=appointments&limit=${mostReports}`);
  const reports = toList(toObject(listed)['exchanges'])
    .map((item) => toObject(item))
    .filter(({ method }) => method === 'POST' || method === 'PUT');
  const received: ReceivedReport[] = [];
  for (const { number } of reports) {
    const exchange = toObject(await simulator.ask('GET', `/exchanges/${number}`));
    const body = parse(toText(toObject(exchange['request'])['body']));
    received.push({ number: Number(number), body });
  }
  return received;
}

function parse(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : text;
  } catch {
    return text;
  }
}
