import type { Level } from '../rule/rule.js';
import type { Text } from '../rule/text.js';
import type { Verdict } from '../run/finding.js';

/** Levels, as a report names them. */
export const levelWords: Readonly<Record<Level, Text>> = {
  'official-fails': { fr: 'le kit officiel échoue', en: 'the official kit fails' },
  'official-warns': { fr: 'le kit officiel avertit', en: 'the official kit warns' },
  guide: { fr: 'le guide le demande', en: 'the guide asks for it' },
  'good-practice': { fr: 'bonne pratique', en: 'good practice' },
};

/** Verdicts, as a report names them. */
export const verdictWords: Readonly<Record<Verdict, Text>> = {
  passed: { fr: 'conforme', en: 'passed' },
  failed: { fr: 'non conforme', en: 'failed' },
  'left-out': { fr: 'laissé de côté', en: 'left out' },
  'not-applicable': { fr: 'sans objet', en: 'not applicable' },
};

/** One character for a verdict; a failure that the official kit accepts is another. */
export function toMark(verdict: Verdict, level: Level = 'official-fails'): string {
  if (verdict === 'failed') return level === 'official-fails' ? '✗' : '!';
  return verdict === 'passed' ? '✓' : '–';
}
