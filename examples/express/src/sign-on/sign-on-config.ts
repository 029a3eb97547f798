import { proSanteConnectEnvironments, sasEnvironments } from '@sas-sos/sso';
import { type ConfigMistake, createConfigMistake, type Variables } from '../config-mistake.js';
import { parseUrl } from '../parse-url.js';
import { isSafeUrl } from '../safe-url.js';
import { type ClientConfig, readClientConfig } from './client-config.js';

/** How regulators sign on. */
export interface SignOnConfig {
  /** Delegation by SAS, or Pro Santé Connect. */
  readonly method: 'sas' | 'psc';
  readonly issuer: string;
  readonly clientId: string;
  readonly client: ClientConfig;
  /** The first one seals, all can open; default: a new one at each start. */
  readonly cookieSecrets: readonly string[] | undefined;
  /** Values of `origin` that are accepted. */
  readonly origins: readonly string[];
  /** Seconds after which an arrival confirms through the provider who is there; 0: each one. */
  readonly confirmSeconds: number;
}

/** The identity provider of the platform simulator on this machine. */
const simulator = {
  issuers: {
    sas: 'http://127.0.0.1:4000/realms/sas',
    psc: 'http://127.0.0.1:4000/auth/realms/esante-wallet',
  },
  clientId: 'agenda-demo',
  clientSecret: 'agenda-demo-secret',
} as const;

const mostConfirmSeconds = 86_400;
const secretVariables = ['SSO_COOKIE_SECRET', 'SSO_PREVIOUS_COOKIE_SECRET'] as const;

/** Reads the sign-on configuration; empty, without mistakes, if sign-on is off. */
export function readSignOnConfig(given: Variables): {
  readonly signOn?: SignOnConfig | undefined;
  readonly mistakes: readonly ConfigMistake[];
} {
  const { SSO_METHOD: method = 'sas' } = given;
  if (method === 'none') return { mistakes: [] };
  if (method !== 'sas' && method !== 'psc') {
    return { mistakes: [createConfigMistake('SSO_METHOD', 'must be sas, psc or none.')] };
  }
  const { client, mistakes: clientMistakes } = readClientConfig(given, simulator.clientSecret);
  const environment = readEnvironment(method, given);
  if (environment === 'unknown') {
    const names = Object.keys(environments[method]).join(', ');
    return { mistakes: [createConfigMistake('SSO_ENVIRONMENT', `must be one of ${names}.`)] };
  }
  const signOn: SignOnConfig = {
    method,
    issuer: given['SSO_ISSUER'] ?? environment?.issuer ?? simulator.issuers[method],
    clientId: given['SSO_CLIENT_ID'] ?? simulator.clientId,
    client,
    cookieSecrets: readSecrets(given),
    origins: readList(given['SAS_ORIGINS']) ?? environment?.origins ?? ['sas', 'sas-preprod'],
    confirmSeconds: readSeconds(given['SSO_CONFIRM_SECONDS'] ?? '300'),
  };
  const mistakes = [...clientMistakes, ...check(signOn)];
  if (environment && environment.issuer === undefined && given['SSO_ISSUER'] === undefined) {
    const rule = 'must be given: that of SSO_ENVIRONMENT is not published.';
    mistakes.push(createConfigMistake('SSO_ISSUER', rule));
  }
  return mistakes.length === 0 ? { signOn, mistakes } : { mistakes };
}

const environments = { sas: sasEnvironments, psc: proSanteConnectEnvironments } as const;

/** What the SDK knows of the environment that is named. */
function readEnvironment(method: SignOnConfig['method'], { SSO_ENVIRONMENT: name }: Variables) {
  if (name === undefined) return undefined;
  const table: Readonly<Record<string, KnownEnvironment>> = environments[method];
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  return known ? { issuer: known.issuer.value, origins: known.origins?.value } : 'unknown';
}

interface KnownEnvironment {
  readonly issuer: { readonly value: string | undefined };
  readonly origins?: { readonly value: readonly string[] | undefined };
}

/** Checks that a site that others reach does not trust the simulator by default. */
export function checkSignOnGiven(
  signOn: SignOnConfig | undefined,
  given: Variables,
  { isPublic }: { readonly isPublic: boolean },
): readonly ConfigMistake[] {
  if (!signOn || !isPublic) return [];
  const needed = [
    ...(given['SSO_ENVIRONMENT'] === undefined ? ['SSO_ISSUER'] : []),
    'SSO_CLIENT_ID',
    ...(signOn.client.method.startsWith('client_secret') ? ['SSO_CLIENT_SECRET'] : []),
  ];
  return needed
    .filter((variable) => given[variable] === undefined)
    .map((variable) =>
      createConfigMistake(
        variable,
        'must be given on a public site or with TLS: only on this machine the simulator is the default. Or set SSO_METHOD to none.',
      ),
    );
}

/** Checks that regulators can sign on to a site: cookies need https, or this machine. */
export function checkSignOnSite(
  signOn: SignOnConfig | undefined,
  publicUrl: string | undefined,
): readonly ConfigMistake[] {
  if (!signOn || publicUrl === undefined || isSafeUrl(new URL(publicUrl))) return [];
  const rule =
    'must be https for regulators to sign on, or http on this machine; or set SSO_METHOD to none.';
  return [createConfigMistake('PUBLIC_URL', rule)];
}

function check({
  issuer,
  cookieSecrets = [],
  origins,
  confirmSeconds,
}: SignOnConfig): readonly ConfigMistake[] {
  const mistakes: ConfigMistake[] = [];
  if (!isIssuer(issuer)) {
    const rule = 'must be an https address with no query, or http on this machine.';
    mistakes.push(createConfigMistake('SSO_ISSUER', rule));
  }
  for (const [index, secret] of cookieSecrets.entries()) {
    if (Buffer.byteLength(secret) >= 32) continue;
    mistakes.push(createConfigMistake(secretVariables[index] ?? '', 'must have 32 bytes or more.'));
  }
  if (!(confirmSeconds <= mostConfirmSeconds)) {
    const rule = 'must be a whole number of seconds from 0 to 86400.';
    mistakes.push(createConfigMistake('SSO_CONFIRM_SECONDS', rule));
  }
  if (!origins.every((origin) => /^[\w.-]{1,64}$/.test(origin))) {
    const rule = 'must be values of origin, separated by commas, of letters, digits and . _ -.';
    mistakes.push(createConfigMistake('SAS_ORIGINS', rule));
  }
  return mistakes;
}

function isIssuer(text: string): boolean {
  const url = parseUrl(text);
  if (!url || !isSafeUrl(url)) return false;
  const { username, search, hash } = url;
  return username === '' && search === '' && hash === '';
}

/** The secret in use, and during a rotation the previous one. */
function readSecrets(given: Variables): readonly string[] | undefined {
  const [secret, previous] = secretVariables.map((variable) => given[variable]);
  if (secret === undefined) return undefined;
  return previous === undefined ? [secret] : [secret, previous];
}

/** `NaN` if it is not a whole number. */
function readSeconds(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** Splits a comma-separated list; spaces around items are ignored. */
function readList(text: string | undefined): readonly string[] | undefined {
  return text?.split(',').map((item) => item.trim());
}
