import { brokerReturnPath } from '../realm/realm-layout.js';
import { toSignInPath } from './sign-in-attempt.js';

/** Finds where a return from Pro Santé Connect continues; `undefined` for other requests. */
export function toBrokerReturn(path: string, query: URLSearchParams): string | undefined {
  if (path !== brokerReturnPath) return undefined;
  const { state = '', code } = Object.fromEntries(query);
  if (!/^[\w-]{1,64}$/.test(state)) return undefined;
  const rest = code === undefined ? '' : `?${new URLSearchParams({ code })}`;
  return `${toSignInPath('sas', state)}/psc${rest}`;
}
