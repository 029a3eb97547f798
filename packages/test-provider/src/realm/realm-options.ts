import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Logger } from '@sas-sos/core';
import type { RealmFaults } from '../faults/realm-faults.js';
import type { RealmPages } from '../pages/realm-pages.js';
import type { SignIn } from '../sign-in/sign-in-attempt.js';
import type { RealmClient } from './realm-client.js';
import type { RealmEndpoint, RealmName } from './realm-layout.js';

/** Options of a realm. */
export interface RealmOptions {
  /** Which provider it plays; determines paths, scopes, claims and lifetimes. */
  readonly name: RealmName;
  /** Origin at which it is served, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The registered applications. */
  readonly clients: readonly RealmClient[];
  /**
   * Claims of each scope, for the scopes in which this deployment differs.
   *
   * @defaultValue those of the provider that it plays
   */
  readonly scopes?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Finds the claims of a person. */
  readonly findClaims: FindClaims;
  /** Answers requests to the login page. */
  readonly signIn: SignIn;
  /** The other pages. @defaultValue plain ones, in French */
  readonly pages?: RealmPages | undefined;
  /** How it misbehaves now; read on each request. @defaultValue not at all */
  readonly faults?: (() => RealmFaults) | undefined;
  /** Called with each request before it is answered, to count or record it. */
  readonly onRequest?: ((request: RealmRequest) => void) | undefined;
  /**
   * Prefix of the names of its cookies, which servers on one host share even on different ports.
   *
   * @defaultValue `test-provider`
   */
  readonly cookiePrefix?: string | undefined;
  /** Sends back-channel logouts. @defaultValue the global `fetch` */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** @defaultValue the system clock */
  readonly clock?: Clock | undefined;
  /** @defaultValue silent */
  readonly logger?: Logger | undefined;
}

/**
 * Finds the claims of a person by their `sub` and by how they signed in (`amr`); `undefined` if the
 * person does not exist or may no longer be signed in.
 */
export type FindClaims = (
  subject: string,
  methods: readonly string[],
) => Readonly<Record<string, unknown>> | undefined;

/** A request to a realm, before it is answered. */
export interface RealmRequest {
  readonly endpoint: RealmEndpoint;
  /** Absolute address. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
