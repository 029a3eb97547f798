import { levelWords } from '../report/words.js';
import type { Language } from '../rule/text.js';
import { groups } from '../run/groups.js';
import { toGroups } from '../run/plan-steps.js';
import { steps } from '../steps/steps.js';

/** Lists groups, their steps, and the rules, each once. */
export function writeList(language: Language): string {
  const rules = new Map(steps.flatMap((step) => step.rules.map((rule) => [rule.id, rule])));
  const lines = [
    ...toGroups(steps).flatMap(({ name, steps }) => [
      `${name}: ${groups[name][language]}`,
      ...steps.map(({ id, title }) => `  ${id}: ${title[language]}`),
    ]),
    '',
    ...[...rules.values()].map(
      ({ id, title, level }) => `${id}: ${title[language]} [${levelWords[level][language]}]`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
