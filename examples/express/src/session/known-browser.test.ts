import { describe, expect, it } from 'vitest';
import { createKnownBrowser } from './known-browser.js';

const password = 'mot de passe du secrétariat';
const user = 'secretariat';
const known = createKnownBrowser({ password, isSecure: false });
const pairOf = (header: string) => header.split(';', 1)[0] ?? '';

describe('The cookie of a known browser', () => {
  it.each([
    { name: 'over HTTPS', isSecure: true, prefix: '__Host-', more: '; Secure' },
    { name: 'over HTTP', isSecure: false, prefix: '', more: '' },
  ])('is out of reach of scripts and of other sites, for a year, $name', (row) => {
    const header = createKnownBrowser({ password, isSecure: row.isSecure }).write(user);
    const [pair, ...attributes] = header.split('; ');
    expect(pair).toMatch(new RegExp(`^${row.prefix}agenda_browser=[\\w-]{43}\\.[\\w-]{43}$`));
    const secure = row.isSecure ? ['Secure'] : [];
    const all = ['Path=/', 'HttpOnly', 'SameSite=Lax', ...secure, 'Max-Age=31536000'];
    expect(attributes).toEqual(all);
  });

  it('has another identifier after each sign-in, and each is known', () => {
    const pairs = [known.write(user), known.write(user)].map(pairOf);
    const ids = pairs.map((pair) => known.read(pair, user));
    expect(ids[0]).toMatch(/^[\w-]{43}$/);
    expect(ids[1]).toMatch(/^[\w-]{43}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  const pair = pairOf(known.write(user));
  const other = createKnownBrowser({ password: `${password}.`, isSecure: false });
  it.each([
    { name: 'for another user', read: () => known.read(pair, 'admin') },
    { name: 'after a change of the password', read: () => other.read(pair, user) },
    {
      name: 'with another seal',
      read: () => known.read(`${pair.slice(0, -43)}${'b'.repeat(43)}`, user),
    },
    { name: 'without a seal', read: () => known.read(pair.slice(0, -44), user) },
    { name: 'if it is missing', read: () => known.read(undefined, user) },
  ])('does not count $name', ({ read }) => {
    expect(read()).toBeUndefined();
  });

  it('is not mistaken for that of a user whose name contains an identifier', () => {
    const [, id = ''] = /=([\w-]{43})\./.exec(pair) ?? [];
    expect(known.read(pair, `${id} ${user}`)).toBeUndefined();
  });
});
