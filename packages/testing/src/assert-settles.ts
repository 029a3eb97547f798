import assert from 'node:assert/strict';

/** Fails unless a promise is fulfilled or rejected within the time limit. */
export async function assertSettles(
  { timeLimit }: { readonly timeLimit: number },
  what: string,
  promise: Promise<unknown>,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settled = await Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, timeLimit, false);
    }),
  ]);
  clearTimeout(timer);
  assert.ok(settled, `${what} did not end within ${timeLimit} ms.`);
}
