import { expect, it } from 'vitest';
import { readLanguage } from './read-language.js';

it.each([
  { name: 'nothing says otherwise', args: [], environment: {}, language: 'fr' },
  {
    name: 'the locale has no language',
    args: [],
    environment: { LANG: 'C.UTF-8' },
    language: 'fr',
  },
  { name: 'the locale is French', args: [], environment: { LANG: 'fr_FR.UTF-8' }, language: 'fr' },
  { name: 'the locale is English', args: [], environment: { LANG: 'en_GB.UTF-8' }, language: 'en' },
  {
    name: 'the more specific variable differs',
    args: [],
    environment: { LC_ALL: 'fr_FR.UTF-8', LC_MESSAGES: 'en_US', LANG: 'en_US' },
    language: 'fr',
  },
  {
    name: 'an empty variable is absent',
    args: [],
    environment: { LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US' },
    language: 'en',
  },
  {
    name: 'the option wins',
    args: ['check', 'a.js', '--language', 'fr'],
    environment: { LANG: 'en_US' },
    language: 'fr',
  },
  { name: 'the option has a sign', args: ['--language=en'], environment: {}, language: 'en' },
  { name: 'the option is unknown', args: ['--language', 'de'], environment: {}, language: 'fr' },
  { name: 'a path looks like it', args: ['my--language', 'en'], environment: {}, language: 'fr' },
])('is $language when $name', ({ args, environment, language }) => {
  expect(readLanguage(args, environment)).toBe(language);
});
