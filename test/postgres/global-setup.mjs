// @ts-check
import { startPostgres } from './start-postgres.mjs';

/**
 * Starts one PostgreSQL for a whole run of the tests; a test asks for it by
 * `inject('postgresUrl')`.
 *
 * @param {import('vitest/node').TestProject} project
 */
export async function setup(project) {
  const postgres = await startPostgres();
  project.provide('postgresUrl', postgres.url);
  return () => postgres[Symbol.asyncDispose]();
}
