/** Runs something, and returns its value and the bytes of memory that it took at its peak. */
export async function watchMemory<Value>(
  run: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly bytes: number }> {
  const before = measure();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, measure());
  }, 5);
  try {
    const value = await run();
    most = Math.max(most, measure());
    return { value, bytes: most - before };
  } finally {
    clearInterval(timer);
  }
}

/** What JavaScript holds, with the bytes outside its heap: garbage not collected yet included. */
function measure(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
