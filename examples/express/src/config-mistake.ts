/** What is wrong with a variable of the environment, in a sentence. */
export interface ConfigMistake {
  readonly variable: string;
  readonly sentence: string;
}

/** The variables that are set. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Writes a mistake: the sentence is the variable, and the rule that it breaks. */
export function createConfigMistake(variable: string, rule: string): ConfigMistake {
  return { variable, sentence: `${variable} ${rule}` };
}
