import { type ConfigMistake, createConfigMistake, type Variables } from '../config-mistake.js';
import { parseUrl } from '../parse-url.js';
import { isSafeUrl } from '../safe-url.js';

/** Where appointments are reported, and the client certificate to present. */
export interface PlatformConfig {
  /** Base URL of the platform's FHIR server. */
  readonly url: string;
  /** PEM files; without them: a platform on this machine, over http. */
  readonly files: PlatformFiles | undefined;
}

export interface PlatformFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** Where the platform simulator on this machine receives reports. */
const simulatorUrl = 'http://127.0.0.1:4000/fhir';

const purposes = {
  PLATFORM_CERT: "the vendor's own client certificate, then the intermediate authorities, PEM",
  PLATFORM_KEY: 'its private key, PEM',
  PLATFORM_CA: "the authorities of the platform's server certificate, PEM",
} as const;

/** Reads the configuration of reporting. */
export function readPlatformConfig(given: Variables): {
  readonly platform?: PlatformConfig;
  readonly mistakes: readonly ConfigMistake[];
} {
  const { PLATFORM_FHIR_URL: url = simulatorUrl } = given;
  const { PLATFORM_CERT: cert, PLATFORM_KEY: key, PLATFORM_CA: ca } = given;
  if (!isBaseUrl(url)) {
    const rule = 'must be an https address with no query, or http on this machine.';
    return { mistakes: [createConfigMistake('PLATFORM_FHIR_URL', rule)] };
  }
  const isHttps = new URL(url).protocol === 'https:';
  const mistakes = Object.entries(purposes)
    .filter(([variable]) => (given[variable] !== undefined) !== isHttps)
    .map(([variable, purpose]) =>
      isHttps
        ? createConfigMistake(
            variable,
            `must be given with an https PLATFORM_FHIR_URL: ${purpose}.`,
          )
        : createConfigMistake(
            variable,
            'is only for an https address in PLATFORM_FHIR_URL: unset it.',
          ),
    );
  if (mistakes.length > 0) return { mistakes };
  const files = cert && key && ca ? { cert, key, ca } : undefined;
  return { platform: { url: url.replace(/\/+$/, ''), files }, mistakes };
}

function isBaseUrl(text: string): boolean {
  const url = parseUrl(text);
  if (!url || !isSafeUrl(url)) return false;
  const { username, password, search, hash } = url;
  return [username, password, search, hash].every((part) => part === '');
}
