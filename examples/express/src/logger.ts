import type { Logger } from '@sas-sos/core';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Writes one JSON object per line, as pino does, to `write`. */
export function createLogger(level: LogLevel, write: (line: string) => void): Logger {
  const lowest = logLevels.indexOf(level);

  function at(name: Exclude<LogLevel, 'silent'>) {
    if (logLevels.indexOf(name) < lowest) return () => {};
    return (fields: object, message: string) => {
      const line = { level: name, time: new Date().toISOString(), ...fields, msg: message };
      write(
        `${JSON.stringify(line, (_key, value) => (value instanceof Error ? toFields(value) : value))}\n`,
      );
    };
  }

  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function toFields(error: Error): object {
  const { name, message, stack, cause } = error;
  const { code } = error as { readonly code?: unknown };
  return { type: name, message, code, stack, cause: cause instanceof Error ? cause : undefined };
}
