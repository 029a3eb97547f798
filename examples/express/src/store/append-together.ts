/** Maximum number of entries of one statement, and of those that wait for one. */
const mostTogether = 500;
const mostWaiting = 10_000;

interface Waiting<Entry> {
  readonly entry: Entry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Appends entries by few statements. */
export interface AppendTogether<Entry> {
  /** Resolves once the entry is stored. */
  append(entry: Entry): Promise<void>;
  /** Resolves once nothing waits to be stored. */
  drain(): Promise<void>;
}

/**
 * Creates an {@link AppendTogether}. Entries that come while a statement runs are stored by the next
 * one, together: nothing waits for company, and a load of hundreds a second takes tens of
 * statements. When a statement fails, all of its entries do.
 *
 * @param insert - stores entries, all or none of them
 */
export function createAppendTogether<Entry>(
  insert: (entries: readonly Entry[]) => Promise<void>,
): AppendTogether<Entry> {
  let waiting: Waiting<Entry>[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const together = waiting.slice(0, mostTogether);
      waiting = waiting.slice(mostTogether);
      try {
        await insert(together.map(({ entry }) => entry));
        for (const { resolve } of together) resolve();
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    running = undefined;
  }

  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= mostWaiting) {
          reject(new Error(`${mostWaiting} entries wait to be stored`));
          return;
        }
        waiting.push({ entry, resolve, reject });
        running ??= run();
      }),
    drain: () => running ?? Promise.resolve(),
  };
}
