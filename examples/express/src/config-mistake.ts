/** A mistake in an environment variable, as a sentence. */
export interface ConfigMistake {
  readonly variable: string;
  readonly sentence: string;
}

/** The variables that are set. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Creates a mistake whose sentence is the variable followed by the rule that it breaks. */
export function createConfigMistake(variable: string, rule: string): ConfigMistake {
  return { variable, sentence: `${variable} ${rule}` };
}
