import type { Clock } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { Check } from '../../state/exchange.js';
import type { ExchangeLog } from '../../state/exchange-log.js';

/** Creates the `fetch` that notifies the vendor of sign-outs, and records the exchange. */
export function createBackChannelFetch({
  exchanges,
  dispatcher,
  clock,
}: {
  readonly exchanges: ExchangeLog;
  /** Presents the platform's certificate; plain HTTP if absent. */
  readonly dispatcher: MutualTlsDispatcher | undefined;
  readonly clock: Clock;
}): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = String(input);
    const method = init.method ?? 'GET';
    const headers = new Headers(init.headers);
    const body = String(init.body ?? '');
    const startedAt = clock.now();
    const record = (response: Response | undefined) =>
      exchanges.record({
        flow: 'sign-on',
        caller: 'platform',
        method,
        url,
        startedAt,
        durationMilliseconds: clock.now() - startedAt,
        request: { headers: [...headers], body, bodyBytes: Buffer.byteLength(body) },
        status: response?.status ?? null,
        response: response ? { headers: [...response.headers], body: null, bodyBytes: 0 } : null,
        failure: response ? null : 'Le logiciel de l’éditeur n’a pas répondu à la déconnexion.',
        fault: null,
        checks: response ? [checkAnswer(response.status)] : [],
      });
    try {
      const { signal = null } = init;
      const own = { method, headers, body, signal, redirect: 'manual' as const };
      const response = await globalThis.fetch(url, {
        ...own,
        ...(dispatcher ? { dispatcher } : {}),
      } as unknown as RequestInit);
      await response.body?.cancel();
      record(response);
      return response;
    } catch (error) {
      record(undefined);
      throw error;
    }
  };
}

function checkAnswer(status: number): Check {
  const passed = status === 200 || status === 204;
  return {
    rule: 'sign-on.backchannel-logout',
    severity: 'warning',
    passed,
    message: passed
      ? 'La déconnexion est prise en compte.'
      : 'La déconnexion devait être confirmée par un statut 200 ou 204.',
  };
}
