import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type PlatformConfig, readPlatformConfig } from './appointments/platform-config.js';
import { type ConfigMistake, createConfigMistake } from './config-mistake.js';
import { logLevels } from './logger.js';
import { parseUrl } from './parse-url.js';
import {
  checkSignOnGiven,
  checkSignOnSite,
  readSignOnConfig,
  type SignOnConfig,
} from './sign-on/sign-on-config.js';
import { readTlsConfig, type TlsConfig } from './tls/tls-config.js';

/** The configuration, read once from the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin of the vendor's site; default: where it listens. */
  readonly publicUrl: string | undefined;
  /** How callers of `/fhir` are identified; without it, everyone on this machine is admitted. */
  readonly tls: TlsConfig | undefined;
  /** How regulators sign on; without it they cannot. */
  readonly signOn: SignOnConfig | undefined;
  /** Where appointments are reported. */
  readonly platform: PlatformConfig;
  readonly agendaFile: string;
  readonly dataDir: string;
  /** Address of a PostgreSQL, used instead of the embedded store. */
  readonly databaseUrl: string | undefined;
  /** Password of the staff account; default: a new one at each start. */
  readonly staffPassword: string | undefined;
  readonly logLevel: (typeof logLevels)[number];
}

/** The configuration is invalid: one sentence for each wrong variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Names of the variables that are wrong. */
  readonly variables: readonly string[];
  readonly sentences: readonly string[];

  constructor(mistakes: readonly ConfigMistake[]) {
    super(mistakes.map(({ sentence }) => sentence).join('\n'));
    this.variables = mistakes.map(({ variable }) => variable);
    this.sentences = mistakes.map(({ sentence }) => sentence);
  }
}

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin)
    .transform((url) => new URL(url).origin)
    .optional(),
  AGENDA_FILE: z.string().default(() => resolvePath('../agenda/demo.json')),
  DATA_DIR: z.string().default(() => resolvePath('../.data')),
  DATABASE_URL: z.string().refine(isPostgresUrl).optional(),
  STAFF_PASSWORD: z.string().min(8).max(256).optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
});

const sentences: Readonly<Record<keyof z.infer<typeof schema>, string>> = {
  PORT: 'PORT must be a whole number from 0 to 65535.',
  HOST: 'HOST must be an IP address or a host name.',
  PUBLIC_URL:
    'PUBLIC_URL must be the origin of the site, http or https, with no path: https://agenda.example.',
  AGENDA_FILE: 'AGENDA_FILE must be the path of a file.',
  DATA_DIR: 'DATA_DIR must be the path of a folder.',
  DATABASE_URL: 'DATABASE_URL must be a postgres:// or postgresql:// address.',
  STAFF_PASSWORD: 'STAFF_PASSWORD must have from 8 to 256 characters.',
  LOG_LEVEL: `LOG_LEVEL must be one of ${logLevels.join(', ')}.`,
};

/**
 * Reads the configuration; an empty variable counts as unset.
 *
 * @throws ConfigError naming every mistake.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  const { tls, mistakes: tlsMistakes } = readTlsConfig(given);
  const { signOn, mistakes: signOnMistakes } = readSignOnConfig(given);
  const { platform, mistakes: platformMistakes } = readPlatformConfig(given);
  const mistakes = [...tlsMistakes, ...signOnMistakes, ...platformMistakes];
  if (!result.success) {
    const names = new Set(result.error.issues.map(({ path }) => path[0] as keyof typeof sentences));
    for (const variable of names) mistakes.push({ variable, sentence: sentences[variable] });
  } else if (mistakes.length === 0) {
    mistakes.push(...checkAddresses(result.data, tls));
    mistakes.push(...checkSignOnSite(signOn, result.data.PUBLIC_URL));
    const isPublic = tls !== undefined || !isOnThisMachine(result.data.PUBLIC_URL);
    if (mistakes.length === 0) mistakes.push(...checkSignOnGiven(signOn, given, { isPublic }));
  }
  if (!result.success || !platform || mistakes.length > 0) throw new ConfigError(mistakes);
  const { PORT, HOST, PUBLIC_URL, AGENDA_FILE, DATA_DIR, DATABASE_URL } = result.data;
  const { STAFF_PASSWORD, LOG_LEVEL } = result.data;
  return {
    port: PORT,
    host: HOST,
    publicUrl: PUBLIC_URL,
    tls,
    signOn,
    platform,
    agendaFile: AGENDA_FILE,
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    staffPassword: STAFF_PASSWORD,
    logLevel: LOG_LEVEL,
  };
}

/** Checks that the host may be listened on, and that the site is reached over HTTPS. */
function* checkAddresses(
  { HOST, PUBLIC_URL }: z.infer<typeof schema>,
  tls: TlsConfig | undefined,
): Generator<ConfigMistake> {
  if (tls?.endsIn !== 'node' && !isLoopback(HOST)) {
    const rule =
      'must be a loopback address, such as 127.0.0.1: without TLS no other address is allowed.';
    yield createConfigMistake('HOST', rule);
  }
  if (tls?.endsIn === 'proxy' && PUBLIC_URL === undefined) {
    const rule = 'must be given behind a proxy: the https origin of the site.';
    yield createConfigMistake('PUBLIC_URL', rule);
  }
  if (tls && PUBLIC_URL !== undefined && !PUBLIC_URL.startsWith('https:')) {
    yield createConfigMistake('PUBLIC_URL', 'must be https when TLS is configured.');
  }
}

function resolvePath(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Whether an address, if there is one, is that of this machine. */
function isOnThisMachine(url: string | undefined): boolean {
  return url === undefined || isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''));
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || host === 'localhost';
}

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:$/.test(parseUrl(text)?.protocol ?? '');
}
