import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listPackages, root } from '../../.tasks/workspace.mjs';
import { checkLinks } from './check-links.mjs';

const main = 'https://github.com/sas-sos/sas-sos';

it.each([
  { name: 'a page', link: `[a](${main}/blob/main/docs/guides/hosts.md)` },
  { name: 'a heading', link: `[a](${main}/blob/main/docs/guides/hosts.md#after-expressjson)` },
  { name: 'a folder', link: `[a](${main}/tree/main/packages/node)` },
  { name: 'the same page', link: '[a](#part)' },
  { name: 'another site', link: '[a](https://example.org/a.md)' },
  { name: 'code that looks like one', link: '`[a](b.md)`' },
])('accepts $name', ({ link }) => {
  expect(checkLinks(link)).toBeUndefined();
});

it.each([
  { name: 'a relative link', link: '[a](../../docs/guides/hosts.md)' },
  { name: 'a relative picture', link: '![a](b.png)' },
  { name: 'a relative one in HTML', link: '<img src="b.png">' },
  { name: 'a relative reference', link: '[a]: b.md' },
  { name: 'a page that is not there', link: `[a](${main}/blob/main/docs/guides/none.md)` },
  { name: 'a heading that is not there', link: `[a](${main}/blob/main/docs/guides/hosts.md#none)` },
  { name: 'a folder as a page', link: `[a](${main}/blob/main/packages/node)` },
])('refuses $name', ({ link }) => {
  expect(checkLinks(link)).toBeDefined();
});

it('every address of the repository that a program shows leads to something', () => {
  const addresses = listPackages().flatMap(({ folder }) =>
    readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.test.ts'))
      .flatMap((name) => readFileSync(join(root, folder, 'src', name), 'utf8').match(shown) ?? []),
  );
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((address) => checkLinks(`[a](${address})`) !== undefined)).toEqual([]);
});

const shown = new RegExp(`${main}/[^\\s'"\`)]+`, 'g');
