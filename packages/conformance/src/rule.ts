import type { Check } from './check.js';

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

/** Applies each rule to an answer. */
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

const mostNames = 3;

/** Says what is wrong with some resources, and names the first of them; `undefined`: none are wrong. */
export function nameResources(
  sentence: string,
  wrong: readonly { readonly type: string | undefined; readonly id: string | undefined }[],
): string | undefined {
  if (wrong.length === 0) return undefined;
  const names = wrong.slice(0, mostNames).map(({ type = '?', id = '?' }) => clip(`${type}/${id}`));
  const others = wrong.length > mostNames ? ` et ${wrong.length - mostNames} de plus` : '';
  return `${sentence} : ${names.join(', ')}${others}.`;
}

/** Cuts the vendor's text to what a person reads. */
function clip(text: string): string {
  const plain = text.replace(/\p{C}/gu, ' ');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
