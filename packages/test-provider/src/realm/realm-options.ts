import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Logger } from '@sas-sos/core';
import type { RealmFaults } from '../faults/realm-faults.js';
import type { RealmPages } from '../pages/realm-pages.js';
import type { SignIn } from '../sign-in/sign-in-attempt.js';
import type { RealmClient } from './realm-client.js';
import type { RealmEndpoint, RealmName } from './realm-layout.js';

/** What a realm is made of. */
export interface RealmOptions {
  /** Which provider it plays; its paths, scopes, claims and lifetimes follow. */
  readonly name: RealmName;
  /** Origin that it is served under, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The applications that it knows. */
  readonly clients: readonly RealmClient[];
  /**
   * Claims that a scope gives, for the scopes in which this deployment differs.
   *
   * @defaultValue those of the provider that it plays
   */
  readonly scopes?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Finds what it says of somebody. */
  readonly findClaims: FindClaims;
  /** Answers requests to the login page. */
  readonly signIn: SignIn;
  /** The other pages. @defaultValue plain ones, in French */
  readonly pages?: RealmPages | undefined;
  /** Read at each request: how it misbehaves now. @defaultValue not at all */
  readonly faults?: (() => RealmFaults) | undefined;
  /** Called with each request before it is answered: to count or to record. */
  readonly onRequest?: ((request: RealmRequest) => void) | undefined;
  /**
   * Begins the names of its cookies: servers on one host share them, whatever their ports.
   *
   * @defaultValue `test-provider`
   */
  readonly cookiePrefix?: string | undefined;
  /** Sends back-channel logouts. @defaultValue the global one */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** @defaultValue the machine's */
  readonly clock?: Clock | undefined;
  /** @defaultValue silent */
  readonly logger?: Logger | undefined;
}

/**
 * Finds the claims of somebody by their `sub`, and by how they signed in (`amr`); `undefined` for
 * nobody, and for somebody who may no longer be signed in.
 */
export type FindClaims = (
  subject: string,
  methods: readonly string[],
) => Readonly<Record<string, unknown>> | undefined;

/** A request to a realm that is about to be answered. */
export interface RealmRequest {
  readonly endpoint: RealmEndpoint;
  /** Absolute. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
