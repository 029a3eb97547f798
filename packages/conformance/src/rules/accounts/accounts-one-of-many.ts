import type { VendorAnswer } from '../../read/vendor-answer.js';
import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';

/** Of several creates at once, exactly one succeeds; the others are refused with 4xx. */
export const accountsOneOfMany: Rule<{ readonly calls: readonly VendorAnswer[] }> = {
  id: 'accounts.one-of-many',
  level: 'guide',
  source: byHand('Comptes régulateurs, créations simultanées'),
  looksAt: 'HTTP status',
  title: {
    fr: 'De plusieurs créations simultanées, une seule aboutit.',
    en: 'Of several creates at once, exactly one succeeds.',
  },
  wrong: {
    fr: 'De plusieurs créations simultanées, une et une seule doit aboutir, les autres être refusées par 4xx',
    en: 'Of several creates at once, one and only one must succeed, the others be refused with 4xx',
  },
  remedy: {
    fr: 'Posez une clé unique sur l’identifiant dans votre base, et traduisez sa violation en 409.',
    en: 'Put a unique key on the identifier in your database, and map its violation to 409.',
  },
  find: ({ calls }) => {
    const statuses = calls.map(({ status }) => status).sort();
    const created = statuses.filter((status) => status === 201).length;
    const refused = statuses.filter((status) => status >= 400 && status < 500).length;
    return created === 1 && refused === calls.length - 1
      ? []
      : [
          {
            element: 'status',
            expected: `201, ${calls.length - 1} × 4xx`,
            received: statuses.join(', '),
          },
        ];
  },
};
