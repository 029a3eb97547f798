import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Simulation } from '../../simulation.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import type { PageContent } from './layout.js';
import type { LatePart } from './stream-page.js';

/** The reader of the pages. */
export interface Visitors {
  /** `/sign-in?next=/path`, `/sign-in/return` and `POST /sign-out`. */
  readonly routes: Hono;
  /** Returns the reader, as long as they are active and their session of the platform is open. */
  regulatorOf(request: Request): PlatformRegulator | undefined;
}

/** Dependencies of each group of pages. */
export interface PageContext {
  readonly simulation: Simulation;
  /** Answers with a page: the frame shows who reads it, and what is switched on. */
  show(
    context: Context,
    page: Omit<PageContent, 'signedIn' | 'faults' | 'path'>,
    status?: ContentfulStatusCode,
  ): Response;
  /** Answers with a page at once; each hole in it is filled as its part becomes known. */
  stream(
    context: Context,
    page: Omit<PageContent, 'signedIn' | 'faults' | 'path'>,
    parts: readonly LatePart[],
  ): Response;
  /** The reader, if they are signed in. */
  reader(context: Context): PlatformRegulator | undefined;
  showError(context: Context, status: ErrorStatus): Response;
}

/** Errors of a page itself. */
export type ErrorStatus = 400 | 403 | 404 | 413 | 500;
