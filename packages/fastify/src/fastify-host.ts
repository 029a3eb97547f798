import type { NodeRequest, NodeResponse } from '@sas-sos/node';

// What is used of Fastify, as its versions 4 and 5 have it: with types of our own, a vendor without
// Fastify can compile against the package, and one with either version can too.

/** A request of Fastify. */
export interface FastifyHostRequest {
  /** The request of `node:http`, `node:https` or `node:http2`. */
  readonly raw: NodeRequest;
}

/** A reply of Fastify. */
export interface FastifyHostReply {
  /** The response of `node:http`, `node:https` or `node:http2`. */
  readonly raw: NodeResponse;
  /** Leaves the answer to the caller of this method. */
  hijack(): unknown;
  /** The headers set so far, by hooks and plugins. */
  getHeaders(): Readonly<Record<string, number | string | string[] | undefined>>;
}

/** An instance of Fastify, as a plugin receives it. */
export interface FastifyHost {
  /** Prefix that the plugin was registered with. */
  readonly prefix: string;
  /** Removes the body parsers of this instance and of those below it. */
  removeAllContentTypeParsers(): unknown;
  /** Adds a body parser to this instance and to those below it. */
  addContentTypeParser(
    contentType: string,
    parser: (
      request: FastifyHostRequest,
      payload: unknown,
      done: (error: Error | null) => void,
    ) => void,
  ): unknown;
  /** Adds a route for every method. */
  all(
    path: string,
    handler: (request: FastifyHostRequest, reply: FastifyHostReply) => void,
  ): unknown;
}

/** A plugin, for `register` of Fastify. */
export type FastifyHostPlugin = (
  instance: FastifyHost,
  options: object,
  done: (error?: Error) => void,
) => void;
