import type { RuleOutcome } from './apply-rule.js';
import type { Fault } from './fault.js';
import type { RuleDescription } from './rule.js';
import type { Language, Text } from './text.js';

const mostNames = 3;

const words = {
  fr: { colon: ' : ', others: (count: number) => ` et ${count} de plus` },
  en: { colon: ': ', others: (count: number) => ` and ${count} more` },
} as const;

/** Says in a sentence or two what a rule found: what is wrong and where, or that it is right. */
export function toMessage(
  { title, wrong }: Pick<RuleDescription, 'title' | 'wrong'>,
  outcome: RuleOutcome,
): Text {
  const write = (language: Language) =>
    outcome.verdict === 'failed' ? writeFaults(wrong, outcome, language) : title[language];
  return { fr: write('fr'), en: write('en') };
}

/** The faults that a message names: a few with a sentence of their own, and a few of the others. */
export function namedFaults({ faults }: Pick<RuleOutcome, 'faults'>): readonly Fault[] {
  const { own, shared } = bySentence(faults);
  return [...shared.slice(0, mostNames), ...own.slice(0, mostNames)];
}

const bySentence = (faults: readonly Fault[]) => ({
  own: faults.filter(({ text }) => text !== undefined),
  shared: faults.filter(({ text }) => text === undefined),
});

function writeFaults(wrong: Text, { faults, count }: RuleOutcome, language: Language): string {
  const { own, shared } = bySentence(faults);
  const sentences = own
    .slice(0, mostNames)
    .map(({ text, ...fault }) => withPlace(text?.[language] ?? '', fault, language));
  if (shared.length > 0) {
    const names = shared.slice(0, mostNames).map((fault) => toName(fault, language));
    const given = names.filter((name) => name !== '').join(', ');
    const rest = count - own.length - Math.min(shared.length, mostNames);
    const others = rest > 0 ? words[language].others(rest) : '';
    const { colon } = words[language];
    sentences.unshift(`${wrong[language]}${given === '' ? '' : `${colon}${given}`}${others}.`);
  } else if (own.length > mostNames) {
    sentences.push(`${words[language].others(count - mostNames).trim()}.`);
  }
  return sentences.join(' ');
}

/** `Slot/s1 (Slot.start: 2026…)`. */
function toName({ resource, element, expected, received }: Fault, language: Language): string {
  const values = toValues(expected, received, language);
  if (resource === undefined) return [element, values].filter(Boolean).join(' ');
  const [, within] = /^[^.]*\.(.+)$/.exec(element ?? '') ?? [];
  const details = [within, values].filter(Boolean).join(' ');
  return details === '' ? resource : `${resource} (${details})`;
}

function toValues(
  expected: string | undefined,
  received: string | undefined,
  language: Language,
): string {
  const [wanted, given] = language === 'fr' ? ['attendu', 'reçu'] : ['expected', 'received'];
  const quote = (value: string) => (language === 'fr' ? `« ${value} »` : `"${value}"`);
  return [
    expected === undefined ? '' : `${wanted} ${quote(expected)}`,
    received === undefined ? '' : `${given} ${quote(received)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function withPlace(sentence: string, { resource, element }: Fault, language: Language): string {
  const place = resource === undefined ? element : toName({ resource, element }, language);
  return place === undefined ? sentence : `${sentence} (${place})`;
}
