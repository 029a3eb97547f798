import type { Check } from './check.js';

/** A rule for an answer. */
export interface Rule<Subject> {
  /** Name of the check, after that of its flow: `total` in `slots.total`. */
  readonly name: string;
  readonly severity: Check['severity'];
  /** Message of a check that passed, in French. */
  readonly right: string;
  /** Returns what is wrong, in French; `undefined` if nothing is. */
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

/** A message that names the first of the wrong resources; `undefined` if there are none. */
export function nameResources(
  sentence: string,
  wrong: readonly { readonly type: string | undefined; readonly id: string | undefined }[],
): string | undefined {
  if (wrong.length === 0) return undefined;
  const names = wrong.slice(0, mostNames).map(({ type = '?', id = '?' }) => clip(`${type}/${id}`));
  const others = wrong.length > mostNames ? ` et ${wrong.length - mostNames} de plus` : '';
  return `${sentence} : ${names.join(', ')}${others}.`;
}

/** Truncates the vendor's text to what a person reads. */
function clip(text: string): string {
  const plain = text.replace(/\p{C}/gu, ' ');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
