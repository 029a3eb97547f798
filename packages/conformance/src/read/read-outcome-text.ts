import { isObject, toList, toObject, toText } from './json-value.js';

const longest = 1000;

/** Reads the text of an OperationOutcome, or the start of a plain text. It is the vendor's, not to be trusted. */
export function readOutcomeText(data: unknown): string {
  if (typeof data === 'string') return toPlain(data);
  if (!isObject(data) || data['resourceType'] !== 'OperationOutcome') return '';
  const texts = toList(data['issue'])
    .slice(0, 20)
    .map((issue) => {
      const { details, diagnostics } = toObject(issue);
      const parts = [toText(toObject(details)['text']), toText(diagnostics)];
      return [...new Set(parts.filter((part) => part !== undefined))].join(' — ');
    });
  return toPlain(texts.filter((text) => text !== '').join('\n'));
}

function toPlain(text: string): string {
  return text
    .slice(0, longest)
    .replace(/[^\P{C}\n]/gu, ' ')
    .trim();
}
