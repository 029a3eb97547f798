import { describe, expect, it } from 'vitest';
import { createTestBrowser } from './create-test-browser.js';

const site = 'https://agenda.example';

describe('createTestBrowser', () => {
  it.each([
    { name: 'a secure cookie over http', url: 'http://a.example', cookie: 'a=1; Secure' },
    { name: '__Host- with a path', url: site, cookie: '__Host-a=1; Secure; Path=/x' },
    { name: '__Host- with a domain', url: site, cookie: '__Host-a=1; Secure; Path=/; Domain=b' },
    { name: '__Secure- without Secure', url: site, cookie: '__Secure-a=1; Path=/' },
    { name: 'one that is removed', url: site, cookie: 'a=1; Max-Age=0' },
  ])('does not store $name', ({ url, cookie }) => {
    const { cookies } = createTestBrowser();
    cookies.store(url, [cookie]);
    expect(cookies.list()).toEqual([]);
  });

  it('sends a cookie only to its host and under its path', () => {
    const { cookies } = createTestBrowser();
    cookies.store(`${site}/sso/start`, ['a=1; Path=/sso', 'b=2']);
    expect(cookies.header(`${site}/sso`)).toBe('a=1; b=2');
    expect(cookies.header(`${site}/ssoo`)).toBe('');
    expect(cookies.header('https://b.example/sso')).toBe('');
  });

  const forms = `<form method="post" action="/first?a=1&amp;b=2"><input type="hidden" name="token" value="&quot;1&quot;"></form>
<form method="post"><button name="logout" value="yes">Out</button></form>`;

  /** Shows the forms, and echoes a form that was submitted. */
  const echo = async (request: Request) =>
    request.method === 'GET'
      ? new Response(forms)
      : new Response(`${request.url} ${request.headers.get('origin')} ${await request.text()}`);

  it.each([
    { name: 'with its own values', fields: {}, sent: '/first?a=1&b=2', body: 'token=%221%22' },
    { name: 'that has the field', fields: { token: 'x' }, sent: '/first?a=1&b=2', body: 'token=x' },
    { name: 'that has the button', fields: { logout: 'yes' }, sent: '/page', body: 'logout=yes' },
  ])('sends the first form $name', async ({ fields, sent, body }) => {
    const browser = createTestBrowser({ sites: { [site]: echo } });
    const page = await browser.submit(await browser.open(`${site}/page`), fields);
    expect(page.text).toBe(`${site}${sent} ${site} ${body}`);
  });

  it('submits only a form that has all fields', async () => {
    const browser = createTestBrowser({ sites: { [site]: echo } });
    const page = await browser.open(`${site}/page`);
    expect(() => browser.submit(page, { token: 'x', logout: 'yes' })).toThrow();
  });

  /** Redirects from /0 to /1 to /2 …, with the given status. */
  const lead = async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const next = Number(pathname.slice(1)) + 1;
    const status = Number(searchParams.get('status') ?? 302);
    const location = `/${next}?status=${status}`;
    return next > 2
      ? new Response(`${request.method} ${await request.text()}`)
      : new Response(null, { status, headers: { location } });
  };

  it('follows redirects, and stops before an address', async () => {
    const browser = createTestBrowser({ sites: { [site]: lead } });
    const page = await browser.open(`${site}/0`);
    expect(page.hops.map(({ url }) => new URL(url).pathname)).toEqual(['/0', '/1', '/2']);
    const stopped = await browser.open(`${site}/0`, { until: (url) => url.includes('/2') });
    expect(stopped.hops.at(-1)?.location).toBe(`${site}/2?status=302`);
  });

  it.each([
    { status: 303, sent: 'GET ' },
    { status: 307, sent: 'POST a=1' },
  ])('resends a form or not after $status: $sent', async ({ status, sent }) => {
    const browser = createTestBrowser({ sites: { [site]: lead } });
    const text = `<form action="/0?status=${status}"><input name="a"></form>`;
    const page = { url: site, status: 200, headers: new Headers(), text, hops: [] };
    expect((await browser.submit(page, { a: '1' })).text).toBe(sent);
  });
});
