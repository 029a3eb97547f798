import { levelWords } from '../report/words.js';
import { documents } from '../rule/rule-source.js';
import type { Language } from '../rule/text.js';
import type { Finding } from '../run/finding.js';

const mostFaults = 5;

/** Says why a test fails: what is wrong, what to do, who asks for it, and where. */
export function toFailureMessage(finding: Finding, language: Language): string {
  const { rule, message, remedy, level, source, check, faults } = finding;
  const isFrench = language === 'fr';
  const where = [
    levelWords[level][language],
    `${documents[source.document][language]}, ${source.section}`,
    ...(check === null ? [] : [isFrench ? `contrôle ${check}` : `check ${check}`]),
  ];
  return [
    `${rule}: ${message[language]}`,
    `→ ${remedy[language]}`,
    `[${where.join('; ')}]`,
    ...faults
      .slice(0, mostFaults)
      .map(({ path, element, expected, received, exchange }) =>
        [
          `- ${path ?? element ?? rule}`,
          expected === undefined ? '' : `${isFrench ? 'attendu' : 'expected'} ${expected}`,
          received === undefined ? '' : `${isFrench ? 'reçu' : 'received'} ${received}`,
          exchange === null ? '' : `${isFrench ? 'échange' : 'exchange'} ${exchange}`,
        ]
          .filter(Boolean)
          .join(', '),
      ),
  ].join('\n');
}
