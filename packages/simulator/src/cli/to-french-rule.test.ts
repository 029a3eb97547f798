import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { toFrenchRule } from './to-french-rule.js';

it.each([
  {
    rule: 'vendor.pem cannot be read (ENOENT).',
    expected: 'vendor.pem ne peut pas être lu (ENOENT).',
  },
  {
    rule: 'another simulator has it (process 12); stop it, or remove the .lock file next to it if there is none.',
    expected:
      "un autre simulateur l'utilise (processus 12) ; arrêtez-le, ou supprimez le fichier .lock voisin s'il n'y en a pas.",
  },
  { rule: 'a rule of another package.', expected: 'a rule of another package.' },
])('keeps what varies: $rule', ({ rule, expected }) => {
  expect(toFrenchRule(rule)).toBe(expected);
});

it('has a French text for every rule of the options', () => {
  const sources = fileURLToPath(new URL('..', import.meta.url));
  const rules = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(sources, file), 'utf8');
      const calls = [...text.matchAll(/ofOption\(([^;]*?)\);/gs)].map(([, call = '']) => call);
      return calls.flatMap((call) =>
        [...call.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g)].map(
          ([, single, double, template]) => single ?? double ?? template ?? '',
        ),
      );
    })
    .filter((text) => text.includes(' '))
    .map((rule) => rule.replaceAll(/\$\{[^}]*\}/g, 'x.pem'));
  expect(rules.length).toBeGreaterThan(15);
  expect(rules.filter((rule) => toFrenchRule(rule) === rule)).toEqual([]);
});
