import type { Exchange, ExchangeMessage } from '../../run/exchange.js';
import type { Finding, FoundFault } from '../../run/finding.js';
import type { Run } from '../../run/run.js';
import { type BodyLines, toBodyLines } from './body-lines.js';
import { findPlace } from './find-place.js';

/** A fault that is marked in an exchange. */
export interface Mark {
  /** Anchor of the mark in the report. */
  readonly id: string;
  readonly finding: Finding;
  readonly fault: FoundFault;
  readonly part: 'request' | 'response' | 'header' | 'status' | 'duration' | 'exchange';
  /** Line of the body; -1 in other parts. */
  readonly line: number;
  /** Whether the marked line is the element itself; else it is what should hold it. */
  readonly isExact: boolean;
}

/** An exchange, as a report shows it. */
export interface ExchangeView {
  readonly exchange: Exchange;
  readonly request: BodyLines | undefined;
  readonly response: BodyLines | undefined;
  readonly marks: readonly Mark[];
}

/** The exchanges of a run by number, each with the faults that it shows. */
export function toExchangeViews({
  exchanges,
  groups,
}: Pick<Run, 'exchanges' | 'groups'>): ReadonlyMap<number, ExchangeView> {
  const faults = new Map<number, { readonly finding: Finding; readonly fault: FoundFault }[]>();
  for (const finding of groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings))) {
    for (const fault of finding.verdict === 'failed' ? finding.faults : []) {
      if (fault.exchange === null) continue;
      const own = faults.get(fault.exchange) ?? [];
      own.push({ finding, fault });
      faults.set(fault.exchange, own);
    }
  }
  return new Map(
    exchanges.map((exchange) => [
      exchange.number,
      toView(exchange, faults.get(exchange.number) ?? []),
    ]),
  );
}

function toView(
  exchange: Exchange,
  faults: readonly { readonly finding: Finding; readonly fault: FoundFault }[],
): ExchangeView {
  const request = toLines(exchange.request);
  const response = exchange.response ? toLines(exchange.response) : undefined;
  const marks = faults.map(({ finding, fault }, index): Mark => {
    const id = `x${exchange.number}-m${index + 1}`;
    return { id, finding, fault, ...toPlace(fault, { exchange, request, response }) };
  });
  return { exchange, request, response, marks };
}

function toLines({ body, isCut }: ExchangeMessage): BodyLines | undefined {
  return body === null ? undefined : toBodyLines(body, isCut);
}

function toPlace(
  { path, element = '' }: FoundFault,
  { exchange, request, response }: Omit<ExchangeView, 'marks'>,
): Pick<Mark, 'part' | 'line' | 'isExact'> {
  for (const name of [path, element]) {
    if (name === undefined) continue;
    const answered = response && findPlace(response, name);
    if (answered) return { part: 'response', ...answered };
    const sent = request && findPlace(request, name);
    if (sent) return { part: 'request', ...sent };
  }
  const isHeader = (exchange.response?.headers ?? []).some(
    ([name]) => name.toLowerCase() === element.toLowerCase(),
  );
  if (isHeader) return { part: 'header', line: -1, isExact: true };
  const isNamed = element === 'status' || element === 'duration';
  return { part: isNamed ? element : 'exchange', line: -1, isExact: isNamed };
}
