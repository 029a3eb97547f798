/** A rule, and whether the answer or report follows it. */
export interface Check {
  /** Stable name, such as `slots.total`. */
  readonly rule: string;
  /** `warning`: the platform accepts it. */
  readonly severity: 'error' | 'warning';
  readonly passed: boolean;
  /** What is wrong, or what is right, in French, without personal data. */
  readonly message: string;
}

/** Keeps one check per rule that was applied to several answers: the first that failed, if any. */
export function mergeChecks(lists: readonly (readonly Check[])[]): readonly Check[] {
  const merged = new Map<string, Check>();
  for (const check of lists.flat()) {
    const kept = merged.get(check.rule);
    if (!kept || (kept.passed && !check.passed)) merged.set(check.rule, check);
  }
  return [...merged.values()];
}
