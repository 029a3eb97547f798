// @ts-check
import { startPostgres } from './start-postgres.mjs';

/**
 * Starts one PostgreSQL for a whole test run; tests get it with `inject('postgresUrl')`.
 *
 * @param {import('vitest/node').TestProject} project
 */
export async function setup(project) {
  const postgres = await startPostgres();
  project.provide('postgresUrl', postgres.url);
  return () => postgres[Symbol.asyncDispose]();
}
