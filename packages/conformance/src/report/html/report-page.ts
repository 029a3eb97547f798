import type { Language, Text } from '../../rule/text.js';
import type { Verdict } from '../../run/finding.js';
import type { Run, RunGroup } from '../../run/run.js';
import type { RunComparison } from '../compare-runs.js';
import { verdictWords } from '../words.js';
import type { ExchangeView } from './exchange-view.js';
import { type Html, html } from './html.js';

/** What the parts of the page share. */
export interface ReportPage {
  readonly run: Run;
  readonly language: Language;
  /** The text in the language of the report. */
  readonly say: (fr: string, en: string) => string;
  readonly tell: (text: Text) => string;
  readonly views: ReadonlyMap<number, ExchangeView>;
  /** Undefined if there is no run to compare with. */
  readonly comparison: RunComparison | undefined;
}

/** How a group or a rule ended, as the official kit would see it. */
export type Outcome = Verdict | 'warned';

const outcomeMarks: Readonly<Record<Outcome, string>> = {
  passed: '✓',
  failed: '✗',
  warned: '!',
  'left-out': '–',
  'not-applicable': '–',
};

/** A verdict, as a label: a mark and a word, never the colour alone. */
export function renderOutcome(outcome: Outcome, { tell, say }: ReportPage): Html {
  const word = outcome === 'warned' ? say('à revoir', 'to review') : tell(verdictWords[outcome]);
  return html`<span class="outcome ${outcome}"><span aria-hidden="true">${outcomeMarks[outcome]}</span> ${word}</span>`;
}

/** The outcome of a finding: what the official kit accepts is only to review. */
export function toOutcome(finding: { readonly verdict: Verdict; readonly level: string }): Outcome {
  const isMild = finding.verdict === 'failed' && finding.level !== 'official-fails';
  return isMild ? 'warned' : finding.verdict;
}

/** The outcome of a group: it fails as the official kit would fail it. */
export function toGroupOutcome({ steps, verdict }: RunGroup): Outcome {
  const outcomes = steps.flatMap(({ findings }) => findings.map(toOutcome));
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('warned') ? 'warned' : verdict;
}

/** `Il y a 1 règle`, `Il y a 2 règles`: chooses by number. */
export const toPlural = (count: number, one: string, many: string): string =>
  `${count} ${Math.abs(count) < 2 ? one : many}`;

/** Writes a duration: `42 ms`, `1,3 s`. */
export function toDuration(milliseconds: number, language: Language): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = (milliseconds / 1000).toFixed(1);
  return `${language === 'fr' ? seconds.replace('.', ',') : seconds} s`;
}

/** Writes an instant in Paris. */
export function toMoment(epoch: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone: 'Europe/Paris',
    dateStyle: 'long',
    timeStyle: 'medium',
  }).format(epoch);
}

/** Anchor of an element: letters, digits and hyphens. */
export const toAnchor = (...names: readonly string[]): string =>
  names.join('--').replace(/[^\w-]+/g, '-');
