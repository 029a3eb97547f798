import type { FetchHandler } from '@sas-sos/core';
import { type CookieJar, createCookieJar } from './cookie-jar.js';

/** Options of a test browser. */
export interface TestBrowserOptions {
  /** Sites served in this process, by origin, such as `https://agenda.example`. */
  readonly sites?: Readonly<Record<string, FetchHandler>> | undefined;
  /** Reaches all other sites. @defaultValue the global `fetch` */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** The page that a navigation ended on. */
export interface TestPage {
  /** Address of the page. */
  readonly url: string;
  /** HTTP status. */
  readonly status: number;
  /** Headers of the last answer. */
  readonly headers: Headers;
  /** Body of the page. */
  readonly text: string;
  /** The answers on the way to the page, in order; the last is that of the page. */
  readonly hops: readonly TestHop[];
}

/** One answer on the way to a page. */
export interface TestHop {
  /** Address that was requested. */
  readonly url: string;
  /** HTTP status. */
  readonly status: number;
  /** Absolute address that it redirected to. */
  readonly location: string | undefined;
  /** Its headers. */
  readonly headers: Headers;
}

/** A headless browser with cookies, redirects and forms, but no scripts. */
export interface TestBrowser {
  /** Its cookies. */
  readonly cookies: CookieJar;
  /**
   * Opens an address, and follows redirects. `until` stops before an address that it accepts: the
   * last hop then redirects there.
   */
  open(url: string, options?: TestNavigation): Promise<TestPage>;
  /**
   * Fills in the first form of a page that has all of these fields or buttons, submits it, and
   * follows redirects.
   */
  submit(
    page: TestPage,
    fields: Readonly<Record<string, string>>,
    options?: TestNavigation,
  ): Promise<TestPage>;
}

/** How far a navigation goes. */
export interface TestNavigation {
  /** Whether to stop before an address. @defaultValue never */
  readonly until?: ((url: string) => boolean) | undefined;
}

interface SentForm {
  readonly fields: URLSearchParams;
  /** Origin of the page with the form. */
  readonly origin: string;
}

const mostHops = 20;

// prelude: declare function handler(request: Request): Promise<Response>;
/**
 * Creates a test browser with just enough features to go through a sign-on.
 *
 * @example
 * ```ts
 * const browser = createTestBrowser({ sites: { 'https://agenda.example': handler } });
 * const page = await browser.open('https://agenda.example/agenda/1?slot=2&origin=sas');
 * ```
 */
export function createTestBrowser(options: TestBrowserOptions = {}): TestBrowser {
  const cookies = createCookieJar();

  async function ask(request: Request): Promise<Response> {
    const site = options.sites?.[new URL(request.url).origin];
    if (site) return site(request);
    return (options.fetch ?? globalThis.fetch)(request);
  }

  async function send(url: string, form: SentForm | undefined): Promise<Response> {
    const headers = new Headers({ accept: 'text/html,*/*;q=0.8' });
    const cookie = cookies.header(url);
    if (cookie !== '') headers.set('cookie', cookie);
    if (form) {
      headers.set('content-type', 'application/x-www-form-urlencoded');
      headers.set('origin', form.origin);
    }
    const body = form ? { method: 'POST', body: form.fields.toString() } : {};
    const response = await ask(new Request(url, { ...body, headers, redirect: 'manual' }));
    cookies.store(url, response.headers.getSetCookie());
    return response;
  }

  async function navigate(
    start: string,
    form: SentForm | undefined,
    { until }: TestNavigation = {},
  ): Promise<TestPage> {
    const hops: TestHop[] = [];
    let url = start;
    let body = form;
    for (;;) {
      const { status, headers, text } = await read(await send(url, body));
      const target = headers.get('location');
      const location = target === null ? undefined : new URL(target, url).href;
      hops.push({ url, status, location, headers });
      const isRedirection = status >= 300 && status < 400 && location !== undefined;
      if (!isRedirection || until?.(location)) return { url, status, headers, text, hops };
      if (hops.length >= mostHops) throw new Error('There were too many redirects.');
      url = location;
      // Like browsers, resend the form only on 307 and 308.
      if (status < 307) body = undefined;
    }
  }

  return {
    cookies,
    open: (url, navigation) => navigate(new URL(url).href, undefined, navigation),
    submit(page, fields, navigation) {
      const { action, values } = readForm(page.text, Object.keys(fields));
      const form = {
        fields: new URLSearchParams({ ...values, ...fields }),
        origin: new URL(page.url).origin,
      };
      return navigate(new URL(action, page.url).href, form, navigation);
    },
  };
}

async function read(response: Response) {
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}

/** Reads the action and the values of the first form that has the wanted fields. */
function readForm(text: string, wanted: readonly string[]) {
  const form = (text.match(/<form\b.*?<\/form>/gis) ?? []).find((candidate) => {
    const names = [...candidate.matchAll(/<(?:input|button|select|textarea)\b[^>]*>/gi)].map(
      ([tag]) => attributeOf(tag, 'name'),
    );
    return wanted.every((name) => names.includes(name));
  });
  if (form === undefined) throw new Error(`No form of the page has ${wanted.join(', ')}.`);
  const values: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input\b[^>]*>/gi)) {
    const name = attributeOf(input, 'name');
    const value = attributeOf(input, 'value');
    if (name !== undefined && value !== undefined) values[name] = value;
  }
  return { action: attributeOf(/<form\b[^>]*>/i.exec(form)?.[0] ?? '', 'action') ?? '', values };
}

function attributeOf(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag) ?? [];
  return value?.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
