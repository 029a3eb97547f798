// @ts-check
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * Makes an empty database on a server, dropped at disposal with whoever is still in it.
 *
 * @param {string} serverUrl what {@link import('./start-postgres.mjs').startPostgres} gives.
 * @returns {Promise<{ readonly url: string } & AsyncDisposable>}
 */
export async function createDatabase(serverUrl) {
  const name = `sas_sos_test_${randomUUID().replaceAll('-', '')}`;
  await execute(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(serverUrl);
  url.pathname = name;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/**
 * @param {string} url
 * @param {string} statement
 */
async function execute(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
