import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestBrowser, TestPage } from '@sas-sos/test-provider';

/** A provider from Debian's packages, in its own process. */
export interface PackagedProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Signs a person in, from the login page that a browser shows, and returns to the client. */
  logIn(browser: TestBrowser, page: TestPage, login: string): Promise<TestPage>;
  /** Confirms a sign-out, from the page that a browser shows. */
  confirmLogOut(browser: TestBrowser, page: TestPage): Promise<TestPage>;
  /** Whether somebody is signed in here in a browser. */
  isSignedIn(browser: TestBrowser): Promise<boolean>;
}

/** Where a provider runs, and the client that it knows. */
export interface PackagedProviderOptions {
  /** A folder of its own. */
  readonly folder: string;
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** The only page that a sign-out may lead to. */
  readonly afterLogoutUri: string;
}

/** People of the demonstration of LemonLDAP::NG; each login is the password too. */
export const people = {
  known: { login: 'dwho', email: 'dwho@badwolf.org' },
  stranger: { login: 'rtyler', email: 'rtyler@badwolf.org' },
} as const;

/** Starts a program, and waits until it answers at an address. */
export async function startServing(
  command: readonly [string, ...string[]],
  url: string,
  options: SpawnOptions = {},
): Promise<AsyncDisposable> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'ignore', ...options });
  const ended = once(child, 'close');
  while (!(await isServing(url))) {
    if (child.exitCode !== null) throw new Error(`${program} ended`);
    await delay(50);
  }
  return { [Symbol.asyncDispose]: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

async function isServing(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
