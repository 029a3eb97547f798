import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ValidatorSettings } from '../configuration/configuration.js';
import { type FailOn, failOnNames } from '../report/to-exit-code.js';
import type { Language } from '../rule/text.js';

/** Result of parsing the command line. */
export type CliArguments =
  | { readonly outcome: 'help' }
  | { readonly outcome: 'list'; readonly language: Language }
  | { readonly outcome: 'init'; readonly file: string }
  | { readonly outcome: 'mistake'; readonly message: string }
  | {
      readonly outcome: 'run';
      readonly vendor: string | undefined;
      readonly config: string | undefined;
      readonly simulator: string | undefined;
      readonly only: readonly string[];
      readonly html: string | undefined;
      readonly junit: string | undefined;
      readonly json: string | undefined;
      readonly previous: string | undefined;
      readonly seed: string | undefined;
      readonly validator: ValidatorSettings | undefined;
      readonly failOn: FailOn;
      readonly language: Language;
      readonly isVerbose: boolean;
    };

/** The help text. */
export const usage = `usage:
  npx @sas-sos/conformance --vendor <FHIR base of the vendor> [options]
      judges it as the certification would: what is wrong, and what to do
  npx @sas-sos/conformance init [FILE]
      writes a configuration with comments (sas-sos.conformance.mjs)

  --vendor URL       such as https://agenda.example/fhir
  --config FILE      .json, .mjs, .js, or .ts where Node reads TypeScript
                     (sas-sos.conformance.*, if there is one)
  --simulator URL    a running simulator: sign-on, and reports received
  --only NAME        a group, a step or a rule; may be repeated
  --list             the groups, steps and rules
  --html FILE        writes the report as one HTML file, to open, print and hand over
  --junit FILE       writes JUnit XML, for a CI
  --json FILE        writes the run as JSON
  --previous FILE    the JSON of a run before: the reports show what changed
  --hl7-validator JAR  the official profiles by validator_cli.jar (needs Java)
  --validator-url URL  the same by the HTTP service that Inferno uses
  --package FILE     the ANS's package for either; may be repeated
  --fail-on LEVEL    official (default), warning, guide or everything
  --seed TEXT        repeats the identities of the test accounts
  --language fr|en   of the report (that of LANG, else fr)
  --verbose          rules that passed, too
  --help

exit status: 0, 1: a rule that the official kit fails (see --fail-on), 2: it could not run`;

/** Parses the command line; the locale of the environment gives the default language. */
export function readArguments(
  args: readonly string[],
  { LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>,
): CliArguments {
  const isEnglish = /^en(?![a-z])/i.test(LC_ALL || LC_MESSAGES || LANG || '');
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args, isEnglish ? 'en' : 'fr');
  } catch (error) {
    return { outcome: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const { language } = values;
  if (values.help) return { outcome: 'help' };
  if (language !== 'fr' && language !== 'en') {
    return { outcome: 'mistake', message: '--language takes fr or en.' };
  }
  if (values.list) return { outcome: 'list', language };
  const [command, file = 'sas-sos.conformance.mjs', ...rest] = positionals;
  if (command === 'init' && rest.length === 0) return { outcome: 'init', file };
  if (command !== undefined) {
    return { outcome: 'mistake', message: `There is no command ${command}.` };
  }
  const failOn = failOnNames.find((name) => name === values['fail-on']);
  if (!failOn) {
    return { outcome: 'mistake', message: `--fail-on takes ${failOnNames.join(', ')}.` };
  }
  return {
    outcome: 'run',
    vendor: values.vendor,
    config: values.config,
    simulator: values.simulator,
    only: values.only ?? [],
    html: values.html,
    junit: values.junit,
    json: values.json,
    previous: values.previous,
    seed: values.seed,
    validator: toValidator(values),
    failOn,
    language,
    isVerbose: values.verbose,
  };
}

function toValidator(values: ReturnType<typeof parse>['values']): ValidatorSettings | undefined {
  const { 'hl7-validator': jar, 'validator-url': url, package: packages } = values;
  if (jar === undefined && url === undefined && packages === undefined) return undefined;
  return {
    ...(jar === undefined ? {} : { jar: resolve(jar) }),
    ...(url === undefined ? {} : { url }),
    ...(packages && {
      packages: packages.map((name) => (/\.tgz$/.test(name) ? resolve(name) : name)),
    }),
  };
}

function parse(args: readonly string[], defaultLanguage: string) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      vendor: text,
      config: text,
      simulator: text,
      only: { type: 'string', multiple: true },
      html: text,
      junit: text,
      json: text,
      previous: text,
      seed: text,
      'hl7-validator': text,
      'validator-url': text,
      package: { type: 'string', multiple: true },
      'fail-on': { type: 'string', default: 'official' },
      language: { type: 'string', default: defaultLanguage },
      list: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}
