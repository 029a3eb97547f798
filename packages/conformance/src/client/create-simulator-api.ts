import type { Text } from '../rule/text.js';
import type { Call, Caller } from './create-caller.js';

/** A running simulator, through its HTTP API. */
export interface SimulatorApi {
  readonly url: string;
  /** @throws NoAnswer; Error if the simulator refuses */
  ask(method: string, path: string, body?: object): Promise<unknown>;
}

const title: Text = { fr: 'API du simulateur', en: 'API of the simulator' };

export function createSimulatorApi(url: string, caller: Pick<Caller, 'call'>): SimulatorApi {
  const base = url.replace(/\/+$/, '');
  return {
    url: base,
    async ask(method, path, body) {
      const { answer }: Call = await caller.call({
        title,
        method,
        url: `${base}/api${path}`,
        identity: 'none',
        headers: {
          host: new URL(base).host,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body,
      });
      if (answer.status >= 400) throw new Error(`The simulator answered ${answer.status}.`);
      return answer.data;
    },
  };
}
