/** An object that runs statements: a pool or a client of pg, in a transaction or not. */
export interface PostgresQueryable {
  /** Runs one statement with the values of `$1`, `$2`, … */
  query(
    text: string,
    values: unknown[],
  ): Promise<{
    // biome-ignore lint/suspicious/noExplicitAny: the statement determines the type of rows.
    readonly rows: any[];
    readonly rowCount: number | null;
  }>;
}

/** A connection from a pool of pg. */
export interface PostgresConnection extends PostgresQueryable {
  /** Adds a listener for events of the connection. */
  on(event: 'notification' | 'error' | 'end', listener: () => void): unknown;
  /** Removes a listener. */
  removeListener(event: 'notification' | 'error' | 'end', listener: () => void): unknown;
  /** Returns the connection to the pool; `true` closes it. */
  release(close?: boolean): void;
}

/** The part of a `Pool` of pg that is used. */
export interface PostgresPool extends PostgresQueryable {
  /** Its options; with a `max` of 1, no connection is kept for `LISTEN`. */
  readonly options?: { readonly max?: number | undefined } | undefined;
  /** Returns a connection. */
  connect(): Promise<PostgresConnection>;
  /** Adds a listener for each new connection, called before anybody gets it. */
  on?(event: 'connect', listener: (connection: PostgresConnection) => void): unknown;
  /** Number of its open connections that nobody uses. */
  readonly idleCount?: number | undefined;
}
