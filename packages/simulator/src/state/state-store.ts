import { resolve } from 'node:path';
import type { Logger } from '@sas-sos/core';
import { lockStateFile } from './lock-state-file.js';
import type { PlatformState } from './platform-state.js';
import { codeOf, readStateFile, writeStateFile } from './state-file.js';

/** The state, and its changes, which are visible at once. */
export interface StateStore {
  read(): PlatformState;
  /** Replaces the state with the result of `change`, which must be pure. */
  change(change: (state: PlatformState) => PlatformState): void;
  /** Called after each change. Returns a function that stops it. */
  subscribe(listener: () => void): () => void;
  /** Resolves once all changes so far are in the file. */
  flush(): Promise<void>;
}

/** Where to keep the state. */
interface StateStoreOptions {
  /** In memory if absent. */
  readonly file: string | undefined;
  readonly logger: Logger;
}

/** An open store. */
export interface OpenStateStore extends StateStore {
  /** Writes the remaining changes, and releases the file. */
  close(): Promise<void>;
}

/** Changes in quick succession are written together. */
const delayMilliseconds = 50;
/** A large file is written less often: for at most a tenth of the time, or every 10 s. */
const restFactor = 10;
const longestRest = 10_000;

/**
 * Opens the state: empty, or from a file. The file is rewritten as a whole shortly after a change,
 * and belongs to this process until `close`.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the file contains anything else, or another simulator
 *   has it.
 */
export async function openStateStore(options: StateStoreOptions): Promise<OpenStateStore> {
  const file = options.file === undefined ? undefined : resolve(options.file);
  const unlock = file === undefined ? async () => {} : await lockStateFile(file);
  try {
    const state = file === undefined ? undefined : await readStateFile(file);
    const store = createStateStore(state ?? { regulators: [], appointments: [] }, options, file);
    return { ...store, close: () => store.flush().finally(unlock) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

function createStateStore(
  initial: PlatformState,
  { logger }: StateStoreOptions,
  file: string | undefined,
): StateStore {
  const listeners = new Set<() => void>();
  let state = initial;
  let written = initial;
  let timer: NodeJS.Timeout | undefined;
  /** How long a change waits for others. */
  let rest = delayMilliseconds;
  /** Writes are sequential: this one ends with the last that was requested. */
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (file === undefined || written === state) return;
    const current = state;
    const start = performance.now();
    await writeStateFile(file, current);
    written = current;
    const wanted = (performance.now() - start) * restFactor;
    rest = Math.min(longestRest, Math.max(delayMilliseconds, wanted));
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const done = writing.then(write);
    writing = done.catch((error) => {
      logger.error({ code: codeOf(error) }, 'The state could not be written to its file');
    });
    return done;
  }

  function schedule(): void {
    if (file === undefined || timer) return;
    timer = setTimeout(() => {
      // Failures are logged; the next change tries again.
      flush().catch(() => {});
    }, rest);
    timer.unref();
  }

  return {
    read: () => state,
    change(change) {
      const changed = change(state);
      if (changed === state) return;
      state = changed;
      schedule();
      for (const listener of [...listeners]) {
        try {
          listener();
        } catch {
          logger.error({}, 'Something that follows the state failed');
        }
      }
    },
    subscribe(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    flush,
  };
}
