import type { Text } from '../rule/text.js';
import { createCookieJar } from './cookie-jar.js';
import type { Call, Caller } from './create-caller.js';
import { type HtmlForm, readForms } from './read-forms.js';

/** The page that a navigation ended on. */
export interface BrowserPage {
  /** Address of the page. */
  readonly url: string;
  readonly status: number;
  readonly text: string;
  /** Addresses on the way, the page's own included. */
  readonly hops: readonly BrowserHop[];
}

/** One answer on the way to a page. */
export interface BrowserHop {
  readonly url: string;
  readonly status: number;
  /** Absolute address that it redirected to. */
  readonly location: string | undefined;
  /** Number of the exchange. */
  readonly exchange: number;
}

/** A browser with cookies, redirects and forms, without scripts. */
export interface Browser {
  /** Opens an address, and follows redirections; stops before an address that `until` recognises. */
  open(url: string, options?: OpenOptions): Promise<BrowserPage>;
  /**
   * Submits the first form that has the fields, or the one whose action contains `form`.
   *
   * @throws Error if the page has no such form
   */
  submit(
    page: BrowserPage,
    fields: Readonly<Record<string, string>>,
    options?: OpenOptions & { readonly form?: string | undefined },
  ): Promise<BrowserPage>;
  /** Removes the cookies that the origin of an address set. */
  forget(url: string): void;
  /** A new browser, without cookies: another person's desk. */
  another(): Browser;
}

/** How far a navigation goes. */
export interface OpenOptions {
  readonly until?: ((url: string) => boolean) | undefined;
}

const mostHops = 15;

/** Creates a browser; without cookies, the kit's own client. */
export function createBrowser(
  caller: Pick<Caller, 'call'>,
  { title, hasCookies = true }: { readonly title: Text; readonly hasCookies?: boolean },
): Browser {
  const jar = createCookieJar();

  async function request(
    url: string,
    sent: { readonly method: string; readonly body?: string; readonly from?: string },
  ): Promise<Call> {
    const cookie = hasCookies ? jar.header(url) : '';
    const { method, body, from } = sent;
    const call = await caller.call({
      title,
      method,
      url,
      identity: 'none',
      headers: {
        host: new URL(url).host,
        accept: 'text/html,application/xhtml+xml',
        'accept-language': 'fr',
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(from === undefined ? {} : { origin: from }),
      },
      body,
    });
    jar.store(url, call.cookies);
    return call;
  }

  async function navigate(
    first: string,
    form: { readonly method: string; readonly body?: string; readonly from?: string },
    until: (url: string) => boolean = () => false,
  ): Promise<BrowserPage> {
    const hops: BrowserHop[] = [];
    let url = first;
    let sent = form;
    for (;;) {
      const { answer, exchange } = await request(url, sent);
      const { status, headers } = answer;
      const location = toLocation(headers.get('location'), url, status);
      hops.push({ url, status, location, exchange: exchange.number });
      const isLast = location === undefined || until(location) || hops.length === mostHops;
      if (isLast) return { url, status, text: toText(answer.data), hops };
      // Like browsers: 307 and 308 send the form again, to the same place as before.
      sent = status === 307 || status === 308 ? sent : { method: 'GET' };
      url = location;
    }
  }

  return {
    open: (url, { until } = {}) => navigate(url, { method: 'GET' }, until),
    submit(page, fields, { until, form } = {}) {
      const found = findForm(page, fields, form);
      const values = new URLSearchParams();
      for (const [name, value] of found.values) values.append(name, value);
      for (const [name, value] of Object.entries(fields)) values.set(name, value);
      const { button } = found;
      // Like a click on the first button, unless the fields name one.
      const isChosen = Object.keys(fields).some((name) => found.buttons.has(name));
      if (button && !isChosen) values.append(button.name, button.value);
      const action = new URL(found.action ?? page.url, page.url);
      if (found.method === 'GET') {
        action.search = values.toString();
        return navigate(action.href, { method: 'GET' }, until);
      }
      const from = new URL(page.url).origin;
      return navigate(action.href, { method: 'POST', body: values.toString(), from }, until);
    },
    forget: (url) => jar.forget(new URL(url).origin),
    another: () => createBrowser(caller, { title, hasCookies }),
  };
}

function findForm(
  { text }: BrowserPage,
  fields: Readonly<Record<string, string>>,
  action: string | undefined,
): HtmlForm {
  const names = Object.keys(fields);
  const forms = readForms(text);
  const found = forms.find(
    (form) =>
      (action === undefined || form.action?.includes(action)) &&
      names.every((name) => form.names.has(name)),
  );
  if (!found) throw new Error(`The page has no form with ${[action, ...names].join(', ')}.`);
  return found;
}

function toLocation(header: string | null, url: string, status: number): string | undefined {
  if (header === null || status < 300 || status > 399) return undefined;
  try {
    const { href, protocol } = new URL(header, url);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

/** JSON was parsed; a page is text. */
function toText(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}
