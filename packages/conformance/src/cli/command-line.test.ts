import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { readArguments } from './arguments.js';
import { readLanguage } from './read-language.js';
import { toFrenchMessage } from './to-french-message.js';
import { toSentence } from './to-sentence.js';
import { usage } from './usage.js';

it.each([
  { name: 'nothing says otherwise', args: [], environment: {}, language: 'fr' },
  { name: 'the locale is English', args: [], environment: { LANG: 'en_GB.UTF-8' }, language: 'en' },
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
  { name: 'the option has a sign', args: ['--language=en'], environment: {}, language: 'en' },
  { name: 'the option is unknown', args: ['--language', 'de'], environment: {}, language: 'fr' },
])('the language is $language when $name', ({ args, environment, language }) => {
  expect(readLanguage(args, environment)).toBe(language);
});

describe('the command line', () => {
  it.each([
    { args: ['--list'], outcome: 'list' },
    { args: ['-h'], outcome: 'help' },
    { args: ['init'], outcome: 'init' },
    { args: ['--vendor', 'https://a.example'], outcome: 'run' },
  ])('$args is $outcome', ({ args, outcome }) => {
    expect(readArguments(args, 'fr').outcome).toBe(outcome);
  });

  it.each([
    {
      args: ['--fast'],
      fr: 'Option inconnue, ou sans sa valeur : --fast.',
      en: expect.stringContaining("Unknown option '--fast'"),
    },
    {
      args: ['--vendor'],
      fr: 'Option inconnue, ou sans sa valeur : --vendor.',
      en: expect.stringContaining("'--vendor <value>' argument missing"),
    },
    {
      args: ['--language', 'de'],
      fr: '--language prend fr ou en.',
      en: '--language takes fr or en.',
    },
    {
      args: ['--fail-on', 'all'],
      fr: '--fail-on prend official, warning, guide, everything.',
      en: '--fail-on takes official, warning, guide, everything.',
    },
    {
      args: ['start'],
      fr: "Il n'y a pas de commande start.",
      en: 'There is no command start.',
    },
  ])('refuses $args', ({ args, fr, en }) => {
    expect(readArguments(args, 'fr')).toEqual({ outcome: 'mistake', message: fr });
    expect(readArguments(args, 'en')).toEqual({ outcome: 'mistake', message: en });
  });

  it('has the same flags in the help of each language', () => {
    const flags = (text: string) => text.match(/^ {2}--[\w-]+/gm);
    expect(flags(usage.fr)).toEqual(flags(usage.en));
    expect(flags(usage.fr)?.length).toBeGreaterThan(15);
  });
});

describe('why it could not run', () => {
  it.each([
    {
      name: 'the mistakes of a configuration',
      error: new ConfigurationError([
        { path: 'vendor', message: 'Give an http or https URL without a query.' },
        { path: 'appointments[0]', message: 'a.json cannot be read.' },
      ]),
      fr: 'vendor : Donnez une URL http ou https, sans paramètres.\nappointments[0] : a.json ne peut pas être lu.',
      en: 'vendor: Give an http or https URL without a query.\nappointments[0]: a.json cannot be read.',
    },
    {
      name: 'a run before that is damaged',
      error: new Error('--previous last.json: It is not JSON.'),
      fr: "--previous last.json : Ce n'est pas du JSON.",
      en: '--previous last.json: It is not JSON.',
    },
    {
      name: "an error of the vendor's configuration",
      error: new ConfigurationError([{ path: 'a.mjs', message: 'x is not defined' }]),
      fr: 'a.mjs : x is not defined',
      en: 'a.mjs: x is not defined',
    },
  ])('is said in each language: $name', ({ error, fr, en }) => {
    expect(toSentence(error, 'fr')).toBe(fr);
    expect(toSentence(error, 'en')).toBe(en);
  });

  it('is in French for every sentence of the sources', () => {
    const sources = fileURLToPath(new URL('..', import.meta.url));
    const files = [
      ...readdirSync(join(sources, 'configuration')).map((name) => `configuration/${name}`),
      ...readdirSync(join(sources, 'cli')).map((name) => `cli/${name}`),
      ...['report/parse-run.ts', 'run/plan-steps.ts'],
    ].filter((name) => !/\.test\.ts$|cli\/(usage|command-texts|to-french)/.test(name));
    const texts = files.flatMap((name) => toSentences(readFileSync(join(sources, name), 'utf8')));
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter((text) => toFrenchMessage(text) === text)).toEqual([]);
  });
});

/** The sentences in the quotes of a source, with a word for what varies. */
function toSentences(source: string): string[] {
  const code = source.replaceAll(/^\s*(?:\*|\/\*\*|\/\/).*$/gm, '').replace(/`\/\/ Conf.*?`;/s, '');
  return [...code.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g)]
    .map(([, single, double, template]) => single ?? double ?? template ?? '')
    .filter((text) => /^(?:[A-Z]|\$\{).* .*/.test(text))
    .filter((text) => !text.startsWith('--'))
    .map((text) => text.replaceAll(/\$\{[^}]*\}/g, '7'))
    .filter((text) => /[a-z]{2}/.test(text));
}
