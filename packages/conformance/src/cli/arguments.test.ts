import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.js';

describe('the language of the reports', () => {
  it.each([
    { name: 'nothing says otherwise', args: [], environment: {}, language: 'fr' },
    {
      name: 'the locale is English',
      args: [],
      environment: { LANG: 'en_GB.UTF-8' },
      language: 'en',
    },
    {
      name: 'a more specific variable differs',
      args: [],
      environment: { LC_ALL: 'fr_FR', LANG: 'en_GB' },
      language: 'fr',
    },
    {
      name: 'the option differs',
      args: ['--language', 'fr'],
      environment: { LANG: 'en_GB' },
      language: 'fr',
    },
  ])('is $language when $name', ({ args, environment, language }) => {
    expect(readArguments(['--list', ...args], environment)).toEqual({ outcome: 'list', language });
  });
});
