import { describe, expect, it } from 'vitest';
import { checkFences } from './check-fences.mjs';
import { findCommentFences, findMarkdownFences } from './find-fences.mjs';

const page = (...lines: readonly string[]) => lines.join('\n');

describe('findMarkdownFences', () => {
  it.each([
    {
      name: 'finds each ts fence with the line where it opens',
      text: page('# Title', '', '```ts', 'one();', '```', '```sh', 'two', '```', '~~~ts', '~~~'),
      expected: [
        { line: 3, code: ['one();'], lines: [4] },
        { line: 9, code: [], lines: [] },
      ],
    },
    {
      name: 'starts with the prelude of the comment right before the fence',
      text: page('<!-- prelude: one(); -->', '', '```ts', 'two();', '```'),
      expected: [{ line: 3, code: [' one(); ', 'two();'], lines: [1, 4] }],
    },
    {
      name: 'reads a multi-line prelude, and the name of the module',
      text: page('<!-- module: a.ts -->', '<!-- prelude:', 'one();', '-->', '```ts', '```'),
      expected: [{ line: 5, module: 'a.ts', code: ['', 'one();', ''], lines: [2, 3, 4] }],
    },
    {
      name: 'applies a prelude only to the fence that follows immediately',
      text: page('<!-- prelude: one(); -->', 'Text.', '```ts', 'two();', '```'),
      expected: [{ line: 3, code: ['two();'], lines: [4] }],
    },
    {
      name: 'removes the indentation of a list',
      text: page('- item', '', '  ```ts', '  if (a)', '    b();', '  ```'),
      expected: [{ line: 3, code: ['if (a)', '  b();'], lines: [4, 5] }],
    },
    {
      name: 'ignores fences inside another fence or a comment',
      text: page('````md', '```ts', 'one(', '```', '````', '<!--', '```ts', 'two(', '```', '-->'),
      expected: [],
    },
  ])('$name', ({ text, expected }) => {
    expect(findMarkdownFences(text)).toEqual(expected);
  });

  it('refuses an unclosed fence', () => {
    expect(() => findMarkdownFences('a\n```ts\nb')).toThrow('2: ');
  });
});

describe('findCommentFences', () => {
  it.each([
    {
      name: 'imports the documented name from its package',
      text: page('/**', ' * ```ts', ' * one();', ' * ```', ' */', 'export function one() {}'),
      expected: [{ line: 2, code: [`import { one } from 'package';`, 'one();'], lines: [2, 3] }],
    },
    {
      name: 'adds no import to an example that has it',
      text: page('/**', ' * ```ts', ` * import { one } from 'package';`, ' * ```', ' */').concat(
        '\nexport const one = 1;',
      ),
      expected: [{ line: 2, code: [`import { one } from 'package';`], lines: [3] }],
    },
    {
      name: 'starts with the prelude lines above the comment',
      text: page('const a = 1;', '// prelude: b();', '/**', ' * ```ts', ' * c();', ' * ```', ' */'),
      expected: [{ line: 4, code: ['b();', 'c();'], lines: [2, 5] }],
    },
    {
      name: 'ignores everything outside documentation comments',
      text: page('const text = `', '```ts', 'one(', '```', '`;', '/* ```ts', '```', '*/'),
      expected: [],
    },
  ])('$name', ({ text, expected }) => {
    expect(findCommentFences(text, 'package')).toEqual(expected);
  });
});

describe('checkFences', () => {
  it('reports only what does not compile, with its page and line', () => {
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
      'docs/wrong.md:6 TS2322', // the wrong type, from the prelude
      'docs/wrong.md:9 TS1109', // not TypeScript
      'docs/wrong.md:11 TS2322', // a prelude is checked too
    ]);
  }, 60_000);
});
