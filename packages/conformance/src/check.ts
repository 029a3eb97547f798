/** A rule, and whether what was looked at keeps to it. */
export interface Check {
  /** Stable name, such as `slots.total`. */
  readonly rule: string;
  /** `warning`: the platform would go on. */
  readonly severity: 'error' | 'warning';
  readonly passed: boolean;
  /** What is wrong, or what is right, in French, without personal data. */
  readonly message: string;
}

/** Keeps one check for each rule that was applied to several answers: the first that did not pass. */
export function mergeChecks(lists: readonly (readonly Check[])[]): readonly Check[] {
  const merged = new Map<string, Check>();
  for (const check of lists.flat()) {
    const known = merged.get(check.rule);
    if (!known || (known.passed && !check.passed)) merged.set(check.rule, check);
  }
  return [...merged.values()];
}
