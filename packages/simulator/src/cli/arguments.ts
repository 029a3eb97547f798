import { parseArgs } from 'node:util';
import type { SimulatorOptions } from '../simulator-options.js';
import { commandTexts } from './command-texts.js';
import type { LogLevel } from './line-logger.js';
import type { Language } from './read-language.js';

/** Result of parsing the command line. */
export type CliArguments =
  | { readonly outcome: 'help' }
  | { readonly outcome: 'mistake'; readonly message: string }
  | {
      readonly outcome: 'start';
      readonly options: Omit<SimulatorOptions, 'tls' | 'clock' | 'logger'>;
      readonly logLevel: LogLevel;
      /** Folder of certificates, and the subject of the vendor; without TLS if absent. */
      readonly mtls:
        | {
            readonly folder: string;
            readonly vendor: {
              readonly commonName: string | undefined;
              readonly organizationalUnit: string | undefined;
            };
          }
        | undefined;
    };

const logLevels: readonly string[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** Parses the command line; mistakes are reported in the given language. */
export function readArguments(args: readonly string[], language: Language): CliArguments {
  const texts = commandTexts[language];
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args, language);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: 'mistake', message: texts.badOption(message) };
  }
  if (values.help) return { outcome: 'help' };
  const { vendor, port, mtls } = values;
  const logLevel = values['log-level'];
  const commonName = values['vendor-cn'];
  const organizationalUnit = values['vendor-ou'];
  const mistake =
    vendor === undefined
      ? texts.vendorMissing
      : port !== undefined && !/^\d{1,5}$/.test(port)
        ? texts.port
        : !logLevels.includes(logLevel)
          ? texts.logLevels(logLevels.join(', '))
          : mtls === undefined && (commonName !== undefined || organizationalUnit !== undefined)
            ? texts.subject
            : values.language !== language
              ? texts.languages
              : undefined;
  if (mistake !== undefined || vendor === undefined) {
    return { outcome: 'mistake', message: mistake ?? '' };
  }
  return {
    outcome: 'start',
    options: {
      vendorUrl: vendor,
      host: values.host,
      port: port === undefined ? undefined : Number(port),
      origin: values.origin,
      dataFile: values.data,
      documentationUrl: values.documentation,
      client: {
        clientId: values['client-id'],
        clientSecret: values['client-secret'],
        redirectUris: values['redirect-uri'],
        postLogoutRedirectUris: values['post-logout-redirect-uri'],
        backchannelLogoutUri: values['backchannel-logout-uri'],
        // Validated with the other options.
        userinfo: values.userinfo as 'json' | 'jwt' | undefined,
      },
    },
    logLevel: logLevel as LogLevel,
    mtls:
      mtls === undefined ? undefined : { folder: mtls, vendor: { commonName, organizationalUnit } },
  };
}

function parse(args: readonly string[], language: Language) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  return parseArgs({
    args: [...args],
    options: {
      vendor: text,
      port: text,
      host: text,
      origin: text,
      data: text,
      documentation: text,
      'client-id': text,
      'client-secret': text,
      'redirect-uri': texts,
      'post-logout-redirect-uri': texts,
      'backchannel-logout-uri': text,
      userinfo: text,
      mtls: text,
      'vendor-cn': text,
      'vendor-ou': text,
      'log-level': { type: 'string', default: 'warn' },
      language: { type: 'string', default: language as string },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;
}
