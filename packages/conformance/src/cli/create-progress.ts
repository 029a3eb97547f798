import type { Language } from '../rule/text.js';
import { groups } from '../run/groups.js';
import type { RunEvent } from '../run/run-event.js';

/** A stream that progress is written to. */
interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Shows progress: one line that changes on a terminal, nothing elsewhere. */
export function createProgress(
  stream: ProgressStream,
  language: Language,
): (event: RunEvent) => void {
  if (!stream.isTTY) return () => {};
  let steps = 0;
  const show = (text: string) => {
    stream.write(`\r\u001B[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  return (event) => {
    if (event.type === 'run-started') steps = event.steps;
    else if (event.type === 'step-started') {
      const { number, group, title } = event;
      show(`[${number}/${steps}] ${groups[group][language]} – ${title[language]}`);
    } else if (event.type === 'run-ended') show('');
  };
}
