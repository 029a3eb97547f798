import { type Logger, silentLogger } from '@sas-sos/core';

/** What sets a logger of winston apart; its methods take the sentence first, then the fields. */
interface WinstonLogger {
  readonly levels: Readonly<Record<string, number>>;
  log(level: string, message: string, fields: object): unknown;
  configure(options: object): unknown;
}

/**
 * Reads the option `logger` of a factory: silent if there is none. One of winston, which fits the
 * type and would lose the sentence, is called with its arguments in the order that it expects.
 */
export function readLogger(logger: Logger | undefined): Logger {
  if (logger === undefined) return silentLogger;
  if (!isWinston(logger)) return logger;
  const write = (level: string) => (fields: object, message: string) =>
    void logger.log(level, message, fields);
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
