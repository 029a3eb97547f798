import type { BrowserPage } from '../../client/create-browser.js';

/** A visit of an agenda URL, and what came of it. */
export interface PageVisit {
  readonly page: BrowserPage;
  /** Whether it ended on the login page of the platform. */
  readonly isAtPlatform: boolean;
  /** Whether it ended on the page that only a regulator sees. */
  readonly isRegulatorPage: boolean;
  /** The agenda URL, without origin. */
  readonly agendaUrl: string;
}

/** Where a visit ended, in a few words; never with its query, which may hold secrets. */
export function toEnd({ page: { url, status } }: PageVisit): string {
  const { origin, pathname } = new URL(url);
  return `${status} ${origin}${pathname}`;
}
