import { brokerReturnPath } from '../realm/realm-layout.js';
import { toSignInPath } from './sign-in-attempt.js';

/** Finds where the way back from Pro Santé Connect goes on; `undefined` for any other request. */
export function toBrokerReturn(path: string, query: URLSearchParams): string | undefined {
  if (path !== brokerReturnPath) return undefined;
  const { state = '', code } = Object.fromEntries(query);
  if (!/^[\w-]{1,64}$/.test(state)) return undefined;
  const rest = code === undefined ? '' : `?${new URLSearchParams({ code })}`;
  return `${toSignInPath('sas', state)}/psc${rest}`;
}
