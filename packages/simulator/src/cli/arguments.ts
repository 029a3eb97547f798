import { parseArgs } from 'node:util';
import type { SimulatorOptions } from '../simulator-options.js';
import type { LogLevel } from './line-logger.js';

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

/** The help text. */
export const usage = `usage:
  npx @sas-sos/simulator --vendor <FHIR base of the vendor> [options]
      plays the SAS platform on this machine: slot search, sign-on, regulator accounts,
      appointment inbox; pages, and an HTTP API

  --vendor URL                    such as http://127.0.0.1:3000/fhir
  --port NUMBER                   4000; 0 takes a free one
  --host NAME                     127.0.0.1; a name of this machine alone
  --origin TEXT                   what is appended to agenda addresses (sas-preprod)
  --data FILE                     keeps regulators and appointments (else in memory)

  --client-id TEXT                how the vendor signs regulators on (agenda-demo)
  --client-secret TEXT            (agenda-demo-secret)
  --redirect-uri URL              may be repeated (<vendor's origin>/sso/callback)
  --post-logout-redirect-uri URL  may be repeated (<vendor's origin>/)
  --backchannel-logout-uri URL    (<vendor's origin>/sso/backchannel-logout)
  --userinfo json|jwt             how the realm of Pro Santé Connect answers userinfo (json)

  --mtls FOLDER                   mutual TLS by the certificates of a folder of sas-sos-pki;
                                  they are made where there are none
  --vendor-cn TEXT                CN of the vendor's certificate (read off vendor.pem)
  --vendor-ou TEXT                its OU (read off vendor.pem)

  --log-level LEVEL               debug, info, warn (default), error or silent; on stderr
  --help`;

const logLevels: readonly string[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** Parses the command line. */
export function readArguments(args: readonly string[]): CliArguments {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    return { outcome: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { outcome: 'help' };
  const { vendor, port, mtls } = values;
  const logLevel = values['log-level'];
  const commonName = values['vendor-cn'];
  const organizationalUnit = values['vendor-ou'];
  const mistake =
    vendor === undefined
      ? '--vendor is missing.'
      : port !== undefined && !/^\d{1,5}$/.test(port)
        ? '--port takes a number.'
        : !logLevels.includes(logLevel)
          ? `--log-level takes ${logLevels.join(', ')}.`
          : mtls === undefined && (commonName !== undefined || organizationalUnit !== undefined)
            ? '--vendor-cn and --vendor-ou go with --mtls.'
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

function parse(args: readonly string[]) {
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
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;
}
