/** Whatever runs statements: a pool, or a client of pg, in a transaction or not. */
export interface PostgresQueryable {
  /** Runs one statement with the values of `$1`, `$2`, … */
  query(
    text: string,
    values: unknown[],
  ): Promise<{
    // biome-ignore lint/suspicious/noExplicitAny: rows are what the statement makes them.
    readonly rows: any[];
    readonly rowCount: number | null;
  }>;
}

/** A connection out of a pool of pg. */
export interface PostgresConnection extends PostgresQueryable {
  /** Has a listener called at what the connection tells. */
  on(event: 'notification' | 'error' | 'end', listener: () => void): unknown;
  /** Gives the connection back; `true` closes it. */
  release(close?: boolean): void;
}

/** A `Pool` of pg, as far as it is used. */
export interface PostgresPool extends PostgresQueryable {
  /** Lends a connection. */
  connect(): Promise<PostgresConnection>;
}
