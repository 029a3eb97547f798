import type { Browser } from '../client/create-browser.js';
import type { Caller } from '../client/create-caller.js';
import type { SimulatorApi } from '../client/create-simulator-api.js';
import type { Settings } from '../configuration/settings.js';
import type { Memory } from './memory.js';
import type { People } from './people.js';

/** What a step works with. */
export interface Scene extends Caller {
  readonly settings: Settings;
  readonly memory: Memory;
  readonly people: People;
  /** Undefined if none is configured. */
  readonly simulator: SimulatorApi | undefined;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Waits for something of others. */
  wait<Result>(promise: Promise<Result>): Promise<Result>;
  /** Waits, as time spent on others. */
  pause(milliseconds: number): Promise<void>;
  /** A new browser, with cookies unless said otherwise. */
  browse(options?: { readonly hasCookies?: boolean }): Browser;
}

/** Creates the scene of a step; `note` is called with the number of each exchange. */
export type ToScene = (step: string, note?: (exchange: number) => void) => Scene;
