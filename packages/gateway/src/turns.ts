/** Has a number of tasks run at once; others wait for their turn, in the order of their arrival. */
export interface Turns {
  /**
   * Runs a task when it is its turn. The turn ends with the task, or once the signal is aborted:
   * a task that does not honour it holds nobody up.
   *
   * @throws the reason of the signal when it is aborted first; otherwise what the task throws.
   */
  run<Value>(task: () => Promise<Value>, signal: AbortSignal | undefined): Promise<Value>;
}

/** Creates turns for at most `most` tasks at once. */
export function createTurns(most: number): Turns {
  let running = 0;
  // In the order of arrival; one that leaves is removed at once.
  const waiting = new Set<() => void>();

  function wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(enter);
        reject(signal?.reason);
      };
      waiting.add(enter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Hands the turn to the next, or gives it back. */
  function pass(): void {
    const [enter] = waiting;
    if (!enter) {
      running -= 1;
      return;
    }
    waiting.delete(enter);
    enter();
  }

  return {
    async run(task, signal) {
      signal?.throwIfAborted();
      if (running < most) running += 1;
      else await wait(signal);
      let hasEnded = false;
      const end = () => {
        if (hasEnded) return;
        hasEnded = true;
        signal?.removeEventListener('abort', end);
        pass();
      };
      if (signal?.aborted) {
        end();
        throw signal.reason;
      }
      signal?.addEventListener('abort', end, { once: true });
      try {
        return await task();
      } finally {
        end();
      }
    },
  };
}
