import type { Check } from '../exchanges/exchange.js';

/** One thing that is asked of an answer. */
export interface Rule<Subject> {
  /** Name of the check, after that of its flow: `total` in `slots.total`. */
  readonly name: string;
  readonly severity: Check['severity'];
  /** What is right when nothing is wrong, in French. */
  readonly right: string;
  /** What is wrong, in French; `undefined`: nothing. */
  readonly find: (subject: Subject) => string | undefined;
}

/** Looks at an answer with each rule. */
export function checkRules<Subject>(
  flow: string,
  rules: readonly Rule<Subject>[],
  subject: Subject,
): readonly Check[] {
  return rules.map(({ name, severity, right, find }) => {
    const wrong = find(subject);
    return {
      rule: `${flow}.${name}`,
      severity,
      passed: wrong === undefined,
      message: wrong ?? right,
    };
  });
}

const most = 3;

/**
 * Says what is wrong with some resources, naming the first of them; `undefined` when there is none.
 */
export function tellOf(
  sentence: string,
  wrong: readonly { readonly type: string | undefined; readonly id: string | undefined }[],
): string | undefined {
  if (wrong.length === 0) return undefined;
  const names = wrong.slice(0, most).map(({ type = '?', id = '?' }) => clip(`${type}/${id}`));
  const others = wrong.length > most ? ` et ${wrong.length - most} de plus` : '';
  return `${sentence} : ${names.join(', ')}${others}.`;
}

/** Foreign text, as far as a person reads it. */
function clip(text: string): string {
  const plain = text.replace(/\p{C}/gu, ' ');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
