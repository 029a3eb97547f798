/** Measures how long others are waited for, however many at once. */
export interface WaitingTime {
  /** Waits for something of others. */
  wait<Result>(promise: Promise<Result>): Promise<Result>;
  /** Milliseconds so far. */
  milliseconds(): number;
}

export function createWaitingTime(): WaitingTime {
  let waiting = 0;
  let since = 0;
  let total = 0;
  return {
    async wait(promise) {
      if (waiting === 0) since = performance.now();
      waiting += 1;
      try {
        return await promise;
      } finally {
        waiting -= 1;
        if (waiting === 0) total += performance.now() - since;
      }
    },
    milliseconds: () => total,
  };
}
