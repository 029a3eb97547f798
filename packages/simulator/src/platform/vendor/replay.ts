import {
  type Check,
  checkAssociationAnswer,
  checkPlaceAnswer,
  checkRegulatorAnswer,
  checkSlotAnswer,
  readSearchSet,
  type SlotSearch,
  type VendorAnswer,
} from '@sas-sos/conformance';
import { toEpochMilliseconds } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import type { Exchange } from '../../state/exchange.js';
import type { RawRequest } from './raw-request.js';

/**
 * Whether the platform can send a recorded request again: it sent it itself, without secrets, and
 * its body is kept whole.
 */
export function isReplayable({ caller, flow, request }: Exchange): boolean {
  const { body, bodyBytes } = request;
  const isKept = Buffer.byteLength(body ?? '') === bodyBytes;
  return caller === 'platform' && flow !== 'sign-on' && isKept;
}

/** The request of an exchange, as it was sent. */
export function toRawRequest({
  number,
  flow,
  method,
  url,
  request,
  regulatorId,
}: Exchange): RawRequest {
  const { headers, body } = request;
  return {
    flow,
    method,
    url,
    headers: Object.fromEntries(headers),
    body,
    replayOf: number,
    regulatorId,
  };
}

/**
 * The checks of an answer to a request that a person may have changed: those of the interaction
 * that it still is; none if it is no longer one of the platform's.
 */
export function checkReplay(
  { method, url, body }: RawRequest,
  answer: VendorAnswer,
): readonly Check[] {
  const { pathname, searchParams } = new URL(url);
  const type = pathname.split('/').at(-1) ?? '';
  if (method === 'GET') {
    const set = answer.status === 200 ? readSearchSet(answer.data) : undefined;
    const call = { call: answer, set };
    if (type === 'Organization') return checkAssociationAnswer(call);
    // Places are judged with the associations of the same answer.
    if (type === 'Location') return set ? checkPlaceAnswer(call, set) : [];
    const query = type === 'Schedule' ? readSlotSearch(searchParams) : undefined;
    return query ? checkSlotAnswer({ ...call, query }) : [];
  }
  const isWrite = method === 'POST' || method === 'PUT';
  if (type !== 'Practitioner' || !isWrite) return [];
  const practitioner = tryParse(() => JSON.parse(body ?? '')) as { active?: unknown } | undefined;
  return checkRegulatorAnswer(answer, {
    interaction: method === 'POST' ? 'create' : 'update',
    isActive: practitioner?.active !== false,
  });
}

function readSlotSearch(query: URLSearchParams): SlotSearch | undefined {
  const bounds = query.getAll('_has:Slot:schedule:start');
  const read = (prefix: string) =>
    toEpochMilliseconds(bounds.find((bound) => bound.startsWith(prefix))?.slice(2) ?? '');
  const [from, to] = [read('ge'), read('le')];
  const sirets = (query.get('actor:Location.organization.identifier') ?? '')
    .split(',')
    .map((item) => item.split('|').at(-1) ?? '');
  return Number.isNaN(from) || Number.isNaN(to) || sirets[0] === ''
    ? undefined
    : { sirets, from, to };
}
