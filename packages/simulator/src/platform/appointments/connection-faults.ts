import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReportIssue } from '@sas-sos/conformance';
import type { Fault } from '../../state/fault-switches.js';
import { type PlatformAnswer, toRefusal } from './platform-answer.js';

/** The answer of a switch that refuses; absent if the switch does something else. */
export function answerFault(fault: Fault | null, isWrite: boolean): PlatformAnswer | undefined {
  if (fault === 'unavailable') {
    return refuse(
      503,
      'transient',
      'La plateforme n’est pas disponible (panne simulée) : rien à corriger.',
    );
  }
  if (fault === 'too-many') {
    const text = 'Trop de requêtes (panne simulée) : rien à corriger.';
    return { ...refuse(429, 'throttled', text), headers: { 'retry-after': '2' } };
  }
  if (fault === 'refuse' && isWrite) {
    const text = 'Le rendez-vous est refusé (panne simulée) : rien à corriger.';
    return refuse(422, 'business-rule', text);
  }
  return undefined;
}

function refuse(status: number, code: ReportIssue['code'], text: string): PlatformAnswer {
  return toRefusal(status, [{ code, text }]);
}

/** Waits for a time, or until the caller leaves. */
export async function waitUnlessLeft(
  outgoing: ServerResponse,
  milliseconds: number,
): Promise<void> {
  const controller = new AbortController();
  const leave = () => controller.abort();
  outgoing.once('close', leave);
  await delay(milliseconds, undefined, { signal: controller.signal }).catch(() => {});
  outgoing.off('close', leave);
}

/** Writes an answer a second time on its connection, once it was sent. */
export function writeTwice(outgoing: ServerResponse, response: Response, body: Uint8Array): void {
  const { socket } = outgoing;
  outgoing.once('finish', () => {
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`);
    const { statusCode, statusMessage } = outgoing;
    const head = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${headers.join('')}\r\n`;
    if (socket?.writable) socket.write(Buffer.concat([Buffer.from(head), body]));
  });
}
