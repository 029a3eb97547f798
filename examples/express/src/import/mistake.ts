/** A mistake in the agenda file. */
export interface Mistake {
  /** Where: `slots[17].end`; `$` for the file as a whole. */
  readonly path: string;
  /** What, for the person who wrote the file. */
  readonly message: string;
}

/** Receives mistakes in the order of the file. */
export type ReportMistake = (path: string, message: string) => void;

/** The agenda file is refused: everything that is wrong with it. */
export class AgendaFileError extends Error {
  override readonly name = 'AgendaFileError';
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super('The agenda file is refused.');
    this.mistakes = mistakes;
  }
}
