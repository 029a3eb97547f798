/** One mistake in a configuration. */
export interface ConfigurationMistake {
  /** Where: `associations.onePlace`. */
  readonly path: string;
  readonly message: string;
}

/** Thrown for a configuration that cannot be used; lists every mistake. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly mistakes: readonly ConfigurationMistake[]) {
    super(mistakes.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  }
}

/** Notes a mistake. */
export type NoteMistake = (path: string, message: string) => undefined;
