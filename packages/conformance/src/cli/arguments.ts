import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ValidatorSettings } from '../configuration/configuration.js';
import { type FailOn, failOnNames } from '../report/to-exit-code.js';
import type { Language } from '../rule/text.js';
import { commandTexts } from './command-texts.js';

/** Result of parsing the command line. */
export type CliArguments =
  | { readonly outcome: 'help' }
  | { readonly outcome: 'list' }
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
      readonly isVerbose: boolean;
    };

/** Parses the command line; mistakes are reported in the given language. */
export function readArguments(args: readonly string[], language: Language): CliArguments {
  const texts = commandTexts[language];
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args, language);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: 'mistake', message: texts.badOption(message) };
  }
  const { values, positionals } = parsed;
  if (values.help) return { outcome: 'help' };
  if (values.language !== language) return { outcome: 'mistake', message: texts.languages };
  if (values.list) return { outcome: 'list' };
  const [command, file = 'sas-sos.conformance.mjs', ...rest] = positionals;
  if (command === 'init' && rest.length === 0) return { outcome: 'init', file };
  if (command !== undefined) {
    return { outcome: 'mistake', message: texts.unknownCommand(command) };
  }
  const failOn = failOnNames.find((name) => name === values['fail-on']);
  if (!failOn) {
    return { outcome: 'mistake', message: texts.failOn(failOnNames.join(', ')) };
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

function parse(args: readonly string[], defaultLanguage: Language) {
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
      language: { type: 'string', default: defaultLanguage as string },
      list: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}
