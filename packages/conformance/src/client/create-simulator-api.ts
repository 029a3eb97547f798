import type { Text } from '../rule/text.js';
import { LeaveOut } from '../run/leave-out.js';
import { type Caller, type CallRequest, NoAnswer } from './create-caller.js';

/** A running simulator, through its HTTP API. */
export interface SimulatorApi {
  readonly url: string;
  /** @throws LeaveOut if the simulator does not answer; Error if it refuses */
  ask(method: string, path: string, body?: object): Promise<unknown>;
}

const title: Text = { fr: 'API du simulateur', en: 'API of the simulator' };

export function createSimulatorApi(url: string, caller: Pick<Caller, 'call'>): SimulatorApi {
  const base = url.replace(/\/+$/, '');
  return {
    url: base,
    async ask(method, path, body) {
      const { answer } = await call(caller, {
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

/** No answer of the simulator is no fault of the vendor's. */
async function call(caller: Pick<Caller, 'call'>, request: CallRequest) {
  try {
    return await caller.call(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { failure, url } = error.exchange;
    const { origin } = new URL(url);
    throw new LeaveOut({
      fr: `Le simulateur ne répond pas à ${origin}. ${failure?.text.fr ?? ''}`.trim(),
      en: `The simulator does not answer at ${origin}. ${failure?.text.en ?? ''}`.trim(),
    });
  }
}
