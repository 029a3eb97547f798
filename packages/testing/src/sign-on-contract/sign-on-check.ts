import assert from 'node:assert/strict';
import type {
  KeptRegulatorSession,
  RegulatorAccount,
  RegulatorRight,
  RegulatorSession,
  SignOn,
} from '@sas-sos/core';
import { assertSame } from '../assert-same.js';

/** One rule of the contract. */
export interface SignOnCheck {
  /** The rule, as a sentence whose subject is the adapter. */
  readonly name: string;
  /** A method that an adapter need not have, and without which the rule does not apply. */
  readonly needs?: 'confirmSession' | undefined;
  /** Fails when the adapter breaks the rule. */
  run(subject: SignOnSubject): Promise<void>;
}

/** The adapter under test. */
export interface SignOnSubject {
  readonly signOn: SignOn;
  /** Two active accounts that the store knows. */
  readonly accounts: readonly [RegulatorAccount, RegulatorAccount];
  /** Origin of the site. */
  readonly site: string;
  /** Opens a session of the staff; returns the `Cookie` header of its browser. */
  readonly openStaffSession?: (() => Promise<string> | string) | undefined;
}

/** A browser: its cookies, and requests with them. */
export interface CheckBrowser {
  request(path?: string): Request;
  /** Stores the cookies that an answer sets, and returns what was set. */
  store(change: unknown): readonly string[];
  cookies(): string;
}

let count = 0;

/** Creates what a sign-on stores; each call differs. The values are as long as real ones. */
export function createSession(part: Partial<RegulatorSession> = {}): RegulatorSession {
  count += 1;
  const text = (length: number) => `${count}.${'aB-_9.'.repeat(length)}`.slice(0, length);
  return {
    seal: text(320),
    logoutHint: text(3000),
    subjectKey: text(43),
    providerSessionKey: `s${text(42)}`,
    expiresAt: Date.now() + 3_600_000,
    ...part,
  };
}

export function createCheckBrowser({ site }: SignOnSubject, cookies = ''): CheckBrowser {
  const jar = new Map<string, string>();
  for (const pair of cookies.split('; ').filter(Boolean)) {
    const sign = pair.indexOf('=');
    jar.set(pair.slice(0, sign), pair.slice(sign + 1));
  }
  const toHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    request: (path = '/sso/callback') =>
      new Request(site + path, jar.size > 0 ? { headers: { cookie: toHeader() } } : {}),
    store(change) {
      const { cookies: set } = (change ?? {}) as { cookies?: unknown };
      assert.ok(
        Array.isArray(set) && set.every((value) => typeof value === 'string'),
        `The answer has no list of cookies: ${JSON.stringify(change)}.`,
      );
      for (const header of set as string[]) {
        const { name, value, isDeleted } = parseSetCookie(header);
        if (isDeleted) jar.delete(name);
        else jar.set(name, value);
      }
      return set as string[];
    },
    cookies: toHeader,
  };
}

/** Opens a session in a browser, as the end of a sign-on does. */
export async function open(
  subject: SignOnSubject,
  browser: CheckBrowser,
  { session = createSession(), who = 0 }: { session?: RegulatorSession; who?: 0 | 1 } = {},
): Promise<readonly string[]> {
  const arrival = { session, request: browser.request(), path: '/agenda/1?slot=2' };
  const right = createRight(subject.accounts[who]);
  return browser.store(await subject.signOn.openSession(right, arrival));
}

/** A right as the adapter reads it. The brand exists only in the types. */
export function createRight(regulator: RegulatorAccount): RegulatorRight {
  const facts = { regulator, method: 'sas', origin: 'sas', signedOnAt: Date.now() };
  return Object.freeze(facts) as unknown as RegulatorRight;
}

/** Fails unless the session of a browser stores these values. */
export async function assertKept(
  { signOn }: SignOnSubject,
  browser: CheckBrowser,
  { seal, logoutHint }: RegulatorSession,
  what = 'currentSession',
): Promise<void> {
  const kept = await signOn.currentSession(browser.request('/agenda/1'));
  const found = kept && { seal: kept.seal, logoutHint: kept.logoutHint ?? logoutHint };
  assertSame(found, { seal, logoutHint }, `${what} returned another session`);
}

/** Fails unless a browser has no session of a regulator. */
export async function assertNone(
  { signOn }: SignOnSubject,
  browser: CheckBrowser,
  what: string,
): Promise<void> {
  const kept = await signOn.currentSession(browser.request('/agenda/1'));
  assert.ok(!kept?.seal, `${what}: currentSession returned ${describe(kept)}.`);
}

function describe(kept: KeptRegulatorSession | undefined): string {
  return kept ? `another session, or other values: ${JSON.stringify(kept).slice(0, 80)}` : 'none';
}

/** A cookie that an answer sets. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly isDeleted: boolean;
}

export function parseSetCookie(header: string): SetCookie {
  const [pair = '', ...rest] = header.split(';').map((part) => part.trim());
  const split = (text: string): [string, string] => {
    const sign = text.indexOf('=');
    return sign < 0 ? [text, ''] : [text.slice(0, sign), text.slice(sign + 1)];
  };
  const [name, value] = split(pair);
  const attributes = new Map(
    rest.map((part) => {
      const [key, content] = split(part);
      return [key.toLowerCase(), content] as const;
    }),
  );
  const expires = Date.parse(attributes.get('expires') ?? '');
  const isDeleted = Number(attributes.get('max-age') ?? Number.NaN) <= 0 || expires <= Date.now();
  return { name, value, attributes, isDeleted };
}
