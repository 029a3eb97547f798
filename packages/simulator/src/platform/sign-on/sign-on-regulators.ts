import { tryParse } from '@sas-sos/fhir-http';
import type { ExchangeLog } from '../../state/exchange-log.js';

/** A recorded exchange of the sign-on, with its secrets. */
export interface SignOnEnd {
  readonly number: number;
  readonly requestBody: string | null;
  readonly responseBody: string | null;
  /** Where the browser is sent. */
  readonly location: string | undefined;
}

/** Maximum number of codes that are waited for. */
const mostCodes = 1000;

/**
 * Creates the function that finds out which regulator each exchange of the sign-on was about: a
 * token names the person, and its code leads back to the request of the browser. Nothing of them is
 * kept once they are redeemed.
 */
export function createSignOnRegulators({
  exchanges,
  findBySubject,
}: {
  readonly exchanges: ExchangeLog;
  /** Returns the platform's id of the person with a `sub` of either realm. */
  readonly findBySubject: (subject: string) => string | undefined;
}): (end: SignOnEnd) => void {
  const numbersOfCodes = new Map<string, number>();
  return ({ number, requestBody, responseBody, location }) => {
    const given = toCode(location?.split('?').slice(1).join('?'));
    if (given !== undefined) {
      numbersOfCodes.set(given, number);
      const [oldest] = numbersOfCodes.keys();
      if (numbersOfCodes.size > mostCodes && oldest !== undefined) numbersOfCodes.delete(oldest);
    }
    const redeemed = toCode(requestBody);
    const subject = readSubject(responseBody);
    const regulatorId = subject === undefined ? undefined : findBySubject(subject);
    if (regulatorId !== undefined) exchanges.attribute(number, regulatorId);
    if (redeemed === undefined) return;
    const asked = numbersOfCodes.get(redeemed);
    numbersOfCodes.delete(redeemed);
    if (asked !== undefined && regulatorId !== undefined) exchanges.attribute(asked, regulatorId);
  };
}

const toCode = (query: string | null | undefined): string | undefined =>
  new URLSearchParams(query ?? '').get('code') ?? undefined;

/** `sub` of a userinfo, or of the ID token in an answer. */
function readSubject(body: string | null): string | undefined {
  const claims = readClaims(body);
  const own = claims?.['sub'] ?? readClaims(claims?.['id_token'])?.['sub'];
  return typeof own === 'string' ? own : undefined;
}

/** Reads JSON, or the payload of a JWT of our own. */
function readClaims(text: unknown): Record<string, unknown> | undefined {
  if (typeof text !== 'string') return undefined;
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  const json = payload === undefined ? text : Buffer.from(payload, 'base64url').toString('utf8');
  const value = tryParse(() => JSON.parse(json) as unknown);
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}
