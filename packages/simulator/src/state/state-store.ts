import { resolve } from 'node:path';
import type { Logger } from '@sas-sos/core';
import { lockStateFile } from './lock-state-file.js';
import type { PlatformState } from './platform-state.js';
import { codeOf, readStateFile, writeStateFile } from './state-file.js';

/** The state, and what changes it. Changes are seen at once. */
export interface StateStore {
  read(): PlatformState;
  /** Replaces the state by what `change` makes of it; `change` is pure. */
  change(change: (state: PlatformState) => PlatformState): void;
  /** Called after each change. Gives what ends it. */
  subscribe(listener: () => void): () => void;
  /** Resolves once everything up to now is in the file. */
  flush(): Promise<void>;
}

/** Where the state is kept. */
interface StateStoreOptions {
  /** None: in memory. */
  readonly file: string | undefined;
  readonly logger: Logger;
}

/** A store that was opened. */
export interface OpenStateStore extends StateStore {
  /** Writes what is left, and lets the file go. */
  close(): Promise<void>;
}

/** Changes that come together are written together. */
const delayMilliseconds = 50;
/** A large file is written less often: a tenth of the time may go into it, or a write each 10 s. */
const restFactor = 10;
const longestRest = 10_000;

/**
 * Opens the state: empty, or as a file holds it. The file is written a moment after a change, as a
 * whole, and is this process's alone until `close`.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the file holds anything else, or another simulator has it.
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
  /** How long changes wait for others. */
  let rest = delayMilliseconds;
  /** Writes follow one another: this one ends with the last that was asked for. */
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
      // What fails is logged; the next change tries again.
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
