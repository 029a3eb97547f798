import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which databases may be created. */
    readonly postgresUrl: string;
  }
}
