/** Whether a statement got no answer in time: its connection still waits for one, and is to be closed. */
export function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}
