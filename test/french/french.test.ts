import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCatalogue } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { frenchErrors } from '../../docs/french-errors.mjs';
import { comparePages } from './compare-pages.js';
import { findWrongLinks, toFrenchPath } from './find-wrong-links.js';
import { readPage } from './read-page.js';
import { untranslatedPages } from './untranslated-pages.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const exists = (file: string) => existsSync(path.join(root, file));
const read = (file: string) => readPage(readFileSync(path.join(root, file), 'utf8'));
/** Pages for vendors: not those for people who work on this project. */
const list = (folder: string) =>
  ['', 'guides/', 'concepts/', 'reference/']
    .flatMap((name) =>
      readdirSync(path.join(root, folder, name)).map((file) => `${folder}/${name}${file}`),
    )
    .filter(
      (file) => file.endsWith('.md') && !/(?:CONTRIBUTING|benchmarks(?:-notes)?)\.md$/.test(file),
    );
const pages = list('docs');

describe('the French pages', () => {
  it('exist, each for an English page', () => {
    const expected = pages.filter((page) => !untranslatedPages.includes(page)).map(toFrenchPath);
    expect(list('docs/fr').sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(0);
  });

  it('are missing only for pages that exist', () => {
    expect(untranslatedPages.filter((page) => !pages.includes(page))).toEqual([]);
  });

  it.each(pages.filter((page) => exists(toFrenchPath(page))))('%s says the same', (page) => {
    expect(comparePages(read(page), read(toFrenchPath(page)))).toEqual([]);
    expect(findWrongLinks(page, { exists, read })).toEqual([]);
  });
});

it('every error of the catalogue has a French text', () => {
  expect(Object.keys(frenchErrors).sort()).toEqual(Object.keys(errorCatalogue).sort());
});

const english = `# Title

Text with \`code\` and [a link](other.md#part).

- an item

<!-- module: one.ts -->
\`\`\`ts
/** One of them. */
one('a // b'); // first
\`\`\`

\`\`\`sh
run # it
\`\`\`

## Part

| a | b |
|---|---|
| \`x\` | text |
`;
const translated = english
  .replace('Title', 'Titre')
  .replace('One of them.', 'Une parmi elles.')
  .replace('first', 'première')
  .replace('# it', '# lancer')
  .replace('## Part', '## Partie')
  .replace('text |', 'texte |');

describe('comparePages', () => {
  const compare = (french: string) => comparePages(readPage(english), readPage(french));

  it('accepts translated texts and comments', () => {
    expect(compare(translated)).toEqual([]);
  });

  it.each([
    { name: 'a missing heading', from: '## Partie', to: '' },
    { name: 'another level of heading', from: '## Partie', to: '### Partie' },
    { name: 'changed code', from: 'one(', to: 'un(' },
    { name: 'changed code in a string that looks like a comment', from: 'a // b', to: 'a // c' },
    { name: 'a comment less', from: ' // première', to: '' },
    { name: 'a changed command', from: 'run #', to: 'run --fast #' },
    { name: 'a changed language', from: '```sh', to: '```bash' },
    { name: 'a changed directive', from: 'one.ts', to: 'un.ts' },
    { name: 'a missing row', from: '| `x` | texte |\n', to: '' },
    { name: 'a missing column', from: '| `x` | texte |', to: '| `x` |' },
    { name: 'changed code in a cell', from: '`x`', to: '`y`' },
    { name: 'a missing list item', from: '- an item', to: '' },
    { name: 'missing inline code', from: '`code`', to: 'code' },
    { name: 'added inline code', from: 'Titre', to: '`Titre`' },
  ])('finds $name', ({ from, to }) => {
    expect(translated).toContain(from);
    expect(compare(translated.replace(from, to))).not.toEqual([]);
  });
});

describe('findWrongLinks', () => {
  const find = (files: Readonly<Record<string, string>>) =>
    findWrongLinks('docs/guides/one.md', {
      exists: (file) => file in files,
      read: (file) => readPage(files[file] ?? ''),
    });
  const other = '# Other\n\n## Part\n';
  const site = {
    'docs/guides/one.md':
      '[other](other.md#part) [site](https://example.org) [fr](../fr/guides/one.md)',
    'docs/fr/guides/one.md':
      '[site](https://example.org) [autre](other.md#partie) [en](../../guides/one.md)',
    'docs/guides/other.md': other,
    'docs/fr/guides/other.md': other.replace('Part', 'Partie'),
  };

  it('accepts the French page and the same heading of the same target', () => {
    expect(find(site)).toEqual([]);
  });

  it('accepts an English page that has no French one', () => {
    const { 'docs/fr/guides/other.md': _, ...rest } = site;
    const own = '[site](https://example.org) [autre](../../guides/other.md#part)';
    expect(find({ ...rest, 'docs/fr/guides/one.md': own })).toEqual([]);
  });

  it.each([
    { name: 'a missing link', own: '[site](https://example.org)' },
    { name: 'another address', own: '[a](https://example.com) [autre](other.md#partie)' },
    { name: 'another heading', own: '[a](https://example.org) [autre](other.md)' },
    { name: 'a heading that does not exist', own: '[a](https://example.org) [b](other.md#part)' },
    { name: 'a dead link', own: '[a](https://example.org) [b](another.md#partie)' },
    {
      name: 'an English page that has a French one',
      own: '[a](https://example.org) [b](../../guides/other.md#part)',
    },
    { name: 'a link too many', own: `${site['docs/fr/guides/one.md']} [more](other.md)` },
  ])('finds $name', ({ own }) => {
    expect(find({ ...site, 'docs/fr/guides/one.md': own })).not.toEqual([]);
  });
});
