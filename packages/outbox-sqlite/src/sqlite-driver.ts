/** The part of `node:sqlite` that the outbox uses; `@photostructure/sqlite` has the same. */
export interface SqliteDriver {
  readonly DatabaseSync: new (
    file: string,
    options?: { readonly timeout?: number },
  ) => SqliteDatabase;
}

/** An open database: one connection. */
export interface SqliteDatabase {
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

/** A prepared statement. */
export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
  /** Returns the first row; `undefined` if there is none. */
  get(...values: readonly SqliteValue[]): unknown;
  all(...values: readonly SqliteValue[]): unknown[];
  iterate(...values: readonly SqliteValue[]): Iterable<unknown>;
}

/** A value that the outbox binds to a statement. */
type SqliteValue = string | number | null;
