import type { Logger } from '@sas-sos/core';
import { sasEnvironments } from './sas-environments.js';

/** Reports an `origin` that is not accepted. */
export type WatchOrigins = (origin: string) => void;

/** Values that are remembered besides the known ones: anybody can type any number of them. */
const mostUnknown = 20;

const known: ReadonlySet<string> = new Set(
  Object.values(sasEnvironments).flatMap(({ origins }) => origins.value ?? []),
);

/**
 * Creates what warns, once for each value, that arrivals look like the platform's but carry an
 * `origin` that is not accepted. Otherwise a forgotten value sends all regulators to the login of
 * the staff, and nothing says why.
 */
export function createWatchOrigins({
  origins,
  logger,
}: {
  readonly origins: ReadonlySet<string>;
  readonly logger: Logger;
}): WatchOrigins {
  const seen = new Set<string>();
  let unknown = 0;

  return (origin) => {
    if (origins.has(origin) || seen.has(origin)) return;
    if (!/^sas(?:[-_.][\w.-]{0,28})?$/i.test(origin)) return;
    // A known value is always reported, whatever strangers have typed before.
    if (!known.has(origin)) {
      if (unknown >= mostUnknown) return;
      unknown += 1;
    }
    seen.add(origin);
    logger.warn(
      { origin, accepted: [...origins] },
      'An arrival looks like the platform’s, but its origin is not accepted: add it to origins if it is of this deployment',
    );
  };
}
