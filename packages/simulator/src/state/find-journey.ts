import type { ExchangeSummary } from './exchange.js';
import type { ExchangeLog } from './exchange-log.js';

/** A pause after which a regulator is busy with something else. */
const pauseMilliseconds = 30 * 60_000;
/** Maximum number of exchanges that are looked at, and that a journey has. */
const most = 1000;
const longest = 100;

/**
 * Finds the exchanges of one journey: those about the same regulator, without a pause of half an
 * hour between them. Empty if it is not known whom an exchange is about. Earliest first; of a long
 * journey the latest 100.
 */
export function findJourney(
  exchanges: Pick<ExchangeLog, 'list'>,
  { number, regulatorId }: Pick<ExchangeSummary, 'number' | 'regulatorId'>,
): readonly ExchangeSummary[] {
  if (regulatorId === null) return [];
  const all = exchanges.list({ regulatorId, limit: most }).toReversed();
  const here = all.findIndex((exchange) => exchange.number === number);
  if (here < 0) return [];
  const isApart = (index: number) => {
    const [before, after] = [all[index - 1], all[index]];
    return !before || !after || after.startedAt - before.startedAt > pauseMilliseconds;
  };
  let start = here;
  while (!isApart(start)) start -= 1;
  let end = here + 1;
  while (!isApart(end)) end += 1;
  return all.slice(Math.max(start, end - longest), end);
}
