import type { Logger } from '@sas-sos/core';

/** The minimum level of the log. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** Creates a logger that writes each entry as a line of JSON. */
export function createLineLogger(level: LogLevel, write: (line: string) => void): Logger {
  const lowest = level === 'silent' ? levels.length : levels.indexOf(level);
  const [debug, info, warn, error] = levels.map((name, index) =>
    index < lowest
      ? () => {}
      : (fields: object, message: string) => {
          write(JSON.stringify({ level: name, message, ...toPlain(fields) }));
        },
  ) as [Logger['debug'], Logger['info'], Logger['warn'], Logger['error']];
  return { debug, info, warn, error };
}

/** An error as its name and code: its message may contain anything. */
function toPlain(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error
        ? { name: value.name, ...('code' in value ? { code: value.code } : {}) }
        : value,
    ]),
  );
}
