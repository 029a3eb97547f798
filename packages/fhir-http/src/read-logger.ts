import { type Logger, silentLogger } from '@sas-sos/core';

/** What sets a logger of winston apart; its methods take the sentence first, then the fields. */
interface WinstonLogger {
  readonly levels: Readonly<Record<string, number>>;
  log(level: string, message: string, fields: object): unknown;
  configure(options: object): unknown;
}

/**
 * Reads the option `logger` of a factory: silent if there is none. One of winston, which fits the
 * type and would lose the sentence, is called with its arguments in the order that it expects, and
 * with `err` as an object that it can write: of an `Error` it writes `{}`.
 */
export function readLogger(logger: Logger | undefined): Logger {
  if (logger === undefined) return silentLogger;
  if (!isWinston(logger)) return logger;
  const write = (level: string) => (fields: object, message: string) =>
    void logger.log(level, message, withPlainError(fields));
  // The levels of syslog have another name for it.
  const warn = 'warn' in logger.levels ? 'warn' : 'warning';
  return { debug: write('debug'), info: write('info'), warn: write(warn), error: write('error') };
}

function isWinston(logger: object): logger is WinstonLogger {
  const { levels, log, configure } = logger as Partial<WinstonLogger>;
  return (
    typeof log === 'function' &&
    typeof configure === 'function' &&
    typeof levels === 'object' &&
    levels !== null
  );
}

/** Replaces the error among the fields by its members. */
function withPlainError(fields: object): object {
  const { err } = fields as { readonly err?: unknown };
  return err instanceof Error ? { ...fields, err: toPlainError(err, mostCauses) } : fields;
}

/** Longest chain of causes that is written. */
const mostCauses = 5;

function toPlainError(error: Error, causesLeft: number): object {
  const { name, message, stack, cause, code } = error as Error & { readonly code?: unknown };
  const isCaused = cause instanceof Error && causesLeft > 0;
  return {
    ...{ name, message, stack },
    ...(code === undefined ? {} : { code }),
    ...(isCaused ? { cause: toPlainError(cause, causesLeft - 1) } : {}),
  };
}
