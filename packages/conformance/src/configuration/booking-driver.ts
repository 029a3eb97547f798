import type { Browser, BrowserPage } from '../client/create-browser.js';

/**
 * How to book on the vendor's own pages: functions that drive a browser, or the description of
 * forms, which JSON can hold.
 */
export interface BookingDriver {
  /** From the page of a slot, signed on, to the page that says it is booked. */
  readonly book: BookingForm | ((browser: Browser, page: BrowserPage) => Promise<BrowserPage>);
  /** From that page, cancels. */
  readonly cancel?:
    | BookingForm
    | ((browser: Browser, page: BrowserPage) => Promise<BrowserPage>)
    | undefined;
  /** From that page, declares the appointment honoured without naming a doctor. */
  readonly fulfil?:
    | BookingForm
    | ((browser: Browser, page: BrowserPage) => Promise<BrowserPage>)
    | undefined;
}

/** A form of a page, and what to fill into it. */
export interface BookingForm {
  /** A part of its `action`, such as `/appointments`. @defaultValue the first form with the fields */
  readonly form?: string | undefined;
  /** Fields that are filled in or chosen; hidden ones are sent as they are. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}
