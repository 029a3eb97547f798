import {
  type Clock,
  type Logger,
  type RegulatorAccounts,
  SasError,
  type SignOn,
  systemClock,
} from '@sas-sos/core';
import { readLimit, readLogger, tryParse } from '@sas-sos/fhir-http';
import { isSafeUrl } from './is-safe-url.js';
import { checkMethod } from './methods/check-method.js';
import type { SignOnMethod } from './methods/sign-on-method.js';
import type { SignOnRefusal } from './refusal-page.js';

/** Options of a sign-on. */
export interface SignOnOptions {
  /**
   * How regulators sign on: `sasDelegation({ … })`, `proSanteConnect({ … })`, or your own object.
   */
  readonly method: SignOnMethod;
  /**
   * Values of `origin` that this deployment accepts, such as `sas`, or `sas-preprod` on a test one:
   * compared as a whole, character by character.
   *
   * @defaultValue those of the environment that the method names
   */
  readonly origins?: readonly string[] | undefined;
  /** The accounts of INT_R02. */
  readonly accounts: RegulatorAccounts;
  /** The vendor's sessions. */
  readonly signOn: SignOn;
  /**
   * Secret of the cookies and seals, at least 32 bytes, the same on all instances. Several during a
   * rotation: the first one seals, all of them open. Removing one ends the sessions sealed with it.
   */
  readonly cookieSecret: string | readonly string[];
  /** Origin of the vendor's site, https: `https://agenda.example`. http only on this machine. */
  readonly publicUrl: string;
  /**
   * Path of the callback; appended to `publicUrl`, it is the redirect URI to register at the
   * provider.
   *
   * @defaultValue `/sso/callback`
   */
  readonly callbackPath?: string | undefined;
  /**
   * Page of this site to show after a logout; appended to `publicUrl`, register it at the provider.
   *
   * @defaultValue `/`
   */
  readonly afterLogoutPath?: string | undefined;
  /**
   * Page of this site that a regulator can always open: where an answer of the provider leads that
   * was used before, and the link on the page of a refusal. A path, without a query.
   *
   * @defaultValue `/`
   */
  readonly startPath?: string | undefined;
  /**
   * Milliseconds after which an arrival from the platform confirms through the provider, without a
   * page, who is at the desk: another person replaces the session. 0: at every arrival.
   *
   * @defaultValue 300000, five minutes
   */
  readonly confirmAfter?: number | undefined;
  /**
   * Milliseconds that the right of one sign-on lasts, 24 hours at most.
   *
   * @defaultValue 14400000, four hours: a session of Pro Santé Connect
   */
  readonly rightLifetime?: number | undefined;
  /**
   * Maximum milliseconds for one answer of the provider.
   *
   * @defaultValue 5000
   */
  readonly providerTimeLimit?: number | undefined;
  /**
   * Renders the page of a refusal; if it fails or takes more than ten seconds, the plain page is
   * sent.
   *
   * @defaultValue the plain page
   */
  readonly renderRefusal?: ((refusal: SignOnRefusal) => string | Promise<string>) | undefined;
  /**
   * Reaches the provider, for example with a certificate or through a proxy. @defaultValue the
   * global one
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
  /** @defaultValue the machine's own */
  readonly clock?: Clock | undefined;
}

/** The options, with all defaults. */
export interface SignOnSettings {
  readonly method: SignOnMethod;
  readonly origins: ReadonlySet<string>;
  readonly accounts: RegulatorAccounts;
  readonly signOn: SignOn;
  readonly secrets: readonly [string, ...string[]];
  readonly publicUrl: string;
  readonly redirectUri: string;
  readonly afterLogoutUrl: string;
  readonly startPath: string;
  readonly confirmAfter: number;
  readonly rightLifetime: number;
  readonly providerTimeLimit: number;
  readonly renderRefusal: SignOnOptions['renderRefusal'];
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Checks the options, and adds the defaults. */
export function readSignOnOptions(options: SignOnOptions): SignOnSettings {
  checkMethod(options.method);
  checkPort('accounts', options.accounts, ['find']);
  checkPort('signOn', options.signOn, ['openSession', 'currentSession', 'closeSession']);
  const publicUrl = readPublicUrl(options.publicUrl);
  return {
    method: options.method,
    origins: readOrigins(options.origins ?? options.method.origins),
    accounts: options.accounts,
    signOn: options.signOn,
    secrets: readSecrets(options.cookieSecret),
    publicUrl,
    redirectUri: publicUrl + readPath('callbackPath', options.callbackPath ?? '/sso/callback'),
    afterLogoutUrl: publicUrl + readPath('afterLogoutPath', options.afterLogoutPath ?? '/'),
    startPath: readPath('startPath', options.startPath ?? '/'),
    confirmAfter: readLimit('confirmAfter', options.confirmAfter, {
      defaultValue: 300_000,
      least: 0,
      most: 86_400_000,
    }),
    rightLifetime: readLimit('rightLifetime', options.rightLifetime, {
      defaultValue: 14_400_000,
      most: 86_400_000,
    }),
    providerTimeLimit: readLimit('providerTimeLimit', options.providerTimeLimit, {
      defaultValue: 5000,
      most: 60_000,
    }),
    renderRefusal: options.renderRefusal,
    fetch: options.fetch,
    logger: readLogger(options.logger),
    clock: options.clock ?? systemClock,
  };
}

function checkPort(option: string, port: unknown, methods: readonly string[]): void {
  for (const name of methods) {
    if (typeof (port as Record<string, unknown> | undefined)?.[name] !== 'function') {
      throw SasError.ofOption(option, `it needs a ${name} method.`);
    }
  }
}

function readOrigins(origins: readonly string[] | undefined): ReadonlySet<string> {
  if (!Array.isArray(origins) || origins.length === 0) {
    throw SasError.ofOption('origins', 'the accepted values of origin, such as sas.');
  }
  if (!origins.every((value) => typeof value === 'string' && /^[\w.-]{1,64}$/.test(value))) {
    throw SasError.ofOption('origins', 'each has only letters, digits and . _ - in it.');
  }
  return new Set(origins);
}

function readSecrets(secret: string | readonly string[]): readonly [string, ...string[]] {
  const [first, ...others] = typeof secret === 'string' ? [secret] : (secret ?? []);
  const isLong = (value: unknown) => typeof value === 'string' && Buffer.byteLength(value) >= 32;
  if (first === undefined || ![first, ...others].every(isLong)) {
    throw SasError.ofOption('cookieSecret', 'one or more texts of at least 32 bytes.');
  }
  return [first, ...others];
}

function readPublicUrl(publicUrl: string): string {
  const rule = 'the origin of the site, https://agenda.example; http only on this machine.';
  if (!isSafeUrl(publicUrl)) throw SasError.ofOption('publicUrl', rule);
  const { origin, href } = new URL(publicUrl);
  if (href !== `${origin}/`) throw SasError.ofOption('publicUrl', rule);
  return origin;
}

function readPath(option: string, path: string): string {
  const href = `https://a.example${path}`;
  const isPath = typeof path === 'string' && /^\/[^?#]*$/.test(path);
  if (isPath && tryParse(() => new URL(href))?.href === href) return path;
  throw SasError.ofOption(option, 'a path that starts with a slash, without a query.');
}
