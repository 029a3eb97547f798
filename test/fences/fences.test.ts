import { describe, expect, it } from 'vitest';
import { checkFences } from './check-fences.mjs';
import { findCommentFences, findMarkdownFences } from './find-fences.mjs';

const page = (...lines: readonly string[]) => lines.join('\n');

describe('findMarkdownFences', () => {
  it.each([
    {
      name: 'takes each ts fence with the line where it opens',
      text: page('# Title', '', '```ts', 'one();', '```', '```sh', 'two', '```', '~~~ts', '~~~'),
      expected: [
        { line: 3, code: ['one();'], lines: [4] },
        { line: 9, code: [], lines: [] },
      ],
    },
    {
      name: 'puts the prelude of the comment right before in front',
      text: page('<!-- prelude: one(); -->', '', '```ts', 'two();', '```'),
      expected: [{ line: 3, code: [' one(); ', 'two();'], lines: [1, 4] }],
    },
    {
      name: 'reads a prelude of several lines, and the name of the module',
      text: page('<!-- module: a.ts -->', '<!-- prelude:', 'one();', '-->', '```ts', '```'),
      expected: [{ line: 5, module: 'a.ts', code: ['', 'one();', ''], lines: [2, 3, 4] }],
    },
    {
      name: 'leaves a prelude to the fence that follows at once, and to no other',
      text: page('<!-- prelude: one(); -->', 'Text.', '```ts', 'two();', '```'),
      expected: [{ line: 3, code: ['two();'], lines: [4] }],
    },
    {
      name: 'takes the indentation of a list away',
      text: page('- item', '', '  ```ts', '  if (a)', '    b();', '  ```'),
      expected: [{ line: 3, code: ['if (a)', '  b();'], lines: [4, 5] }],
    },
    {
      name: 'does not look into another fence, or into a comment',
      text: page('````md', '```ts', 'one(', '```', '````', '<!--', '```ts', 'two(', '```', '-->'),
      expected: [],
    },
  ])('$name', ({ text, expected }) => {
    expect(findMarkdownFences(text)).toEqual(expected);
  });

  it('refuses a fence that nothing closes', () => {
    expect(() => findMarkdownFences('a\n```ts\nb')).toThrow('2: ');
  });
});

describe('findCommentFences', () => {
  it.each([
    {
      name: 'imports what is documented from its package',
      text: page('/**', ' * ```ts', ' * one();', ' * ```', ' */', 'export function one() {}'),
      expected: [{ line: 2, code: [`import { one } from 'package';`, 'one();'], lines: [2, 3] }],
    },
    {
      name: 'leaves that to an example that does so itself',
      text: page('/**', ' * ```ts', ` * import { one } from 'package';`, ' * ```', ' */').concat(
        '\nexport const one = 1;',
      ),
      expected: [{ line: 2, code: [`import { one } from 'package';`], lines: [3] }],
    },
    {
      name: 'puts the prelude lines above the comment in front',
      text: page('const a = 1;', '// prelude: b();', '/**', ' * ```ts', ' * c();', ' * ```', ' */'),
      expected: [{ line: 4, code: ['b();', 'c();'], lines: [2, 5] }],
    },
    {
      name: 'does not look outside documentation comments',
      text: page('const text = `', '```ts', 'one(', '```', '`;', '/* ```ts', '```', '*/'),
      expected: [],
    },
  ])('$name', ({ text, expected }) => {
    expect(findCommentFences(text, 'package')).toEqual(expected);
  });
});

describe('checkFences', () => {
  it('reports what does not compile with the page and its line, and nothing else', () => {
    const toPage = (file: string, text: string) => ({ file, fences: findMarkdownFences(text) });
    const problems = checkFences([
      toPage(
        'docs/right.md',
        page(
          ...['<!-- module: own.ts -->', '```ts', 'export const own = 1;', '```'],
          ...['```ts', `import { agenda } from './agenda.js';`, `import { own } from './own.js';`],
          ...[`import { checkAgenda } from '@sas-sos/slots';`],
          ...['await checkAgenda(agenda, { days: own });', '```'],
        ),
      ),
      toPage(
        'docs/wrong.md',
        page(
          ...['<!-- prelude: const days = "3"; -->', '```ts'],
          ...[`import { agenda } from './agenda.js';`, `import { own } from './own.js';`],
          ...[`import { checkAgenda, createNothing } from '@sas-sos/slots';`],
          ...['await checkAgenda(agenda, { days });', '```'],
          ...['```ts', 'const unfinished = ;', '```'],
          ...['<!-- prelude: const given: string = 1; -->', '```ts', 'given;', '```'],
        ),
      ),
    ]);
    expect(
      problems.map(({ file, line, message }) => `${file}:${line} ${message.split(':')[0]}`),
    ).toEqual([
      'docs/wrong.md:4 TS2307', // the module of another page
      'docs/wrong.md:5 TS2305', // not exported
      'docs/wrong.md:6 TS2322', // the wrong type, out of the prelude
      'docs/wrong.md:9 TS1109', // no TypeScript
      'docs/wrong.md:11 TS2322', // a prelude is checked as well
    ]);
  }, 60_000);
});
