import { inspect } from 'node:util';
import type { Logger } from '@sas-sos/core';

/** A logged line. */
interface Line {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** A logger that keeps its lines; `text` is everything that a printer could write of them. */
export function createLogger(): Logger & { readonly lines: Line[]; text(): string } {
  const lines: Line[] = [];
  const log = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return {
    lines,
    text: () => inspect(lines, { depth: 20, showHidden: true }),
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
}
