/** A browser without a screen or a script: cookies by host and path, redirections, forms. */
export interface Browser {
  open(url: string): Promise<BrowserPage>;
  /** Sends a form of a page: the first that has such a field or button. */
  submit(page: BrowserPage, fields: Readonly<Record<string, string>>): Promise<BrowserPage>;
  cookieNames(): readonly string[];
}

export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Addresses on the way, the last one included. */
  readonly hops: readonly string[];
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
}

export function createBrowser(): Browser {
  const cookies = new Map<string, Cookie>();

  function toHeader({ hostname, pathname }: URL): string {
    return [...cookies.values()]
      .filter(({ host, path }) => host === hostname && isUnder(pathname, path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  function store(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
      const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
      const isGone = attributes.some((each) => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(each));
      const key = `${url.hostname} ${path} ${name}`;
      if (isGone) cookies.delete(key);
      else cookies.set(key, { name, value, host: url.hostname, path });
    }
  }

  async function go(start: URL, form?: { readonly body: string; readonly from: URL }) {
    const hops: string[] = [];
    let url = start;
    let sent = form;
    for (;;) {
      hops.push(url.href);
      if (hops.length > 20) throw new Error('redirected in a circle');
      const response = await fetch(url, {
        method: sent ? 'POST' : 'GET',
        redirect: 'manual',
        headers: {
          accept: 'text/html,*/*;q=0.8',
          cookie: toHeader(url),
          ...(sent
            ? { 'content-type': 'application/x-www-form-urlencoded', origin: sent.from.origin }
            : {}),
        },
        ...(sent ? { body: sent.body } : {}),
      });
      const text = await response.text();
      store(url, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) {
        return { url: url.href, status: response.status, headers: response.headers, text, hops };
      }
      url = new URL(location, url);
      sent = undefined;
    }
  }

  return {
    open: (url) => go(new URL(url)),
    submit(page, fields) {
      const forms = page.text.match(/<form\b.*?<\/form>/gs) ?? [];
      const names = Object.keys(fields);
      const form = forms.find((each) => names.every((name) => each.includes(`name="${name}"`)));
      if (form === undefined) throw new Error(`no form has ${names.join(', ')}`);
      const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
      const values = Object.fromEntries(hidden.map(([, name, value]) => [name, value]));
      const [, action = ''] = /<form\b[^>]*\baction="([^"]*)"/.exec(form) ?? [];
      const from = new URL(page.url);
      const target = action === '' ? from : new URL(action, from);
      const body = new URLSearchParams({ ...values, ...fields }).toString();
      return go(target, { body, from });
    },
    cookieNames: () => [...cookies.values()].map(({ name }) => name),
  };
}

function isUnder(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.replace(/\/?$/, '/'));
}
