// @ts-check
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * Creates an empty database on a server; disposal drops it with all its sessions.
 *
 * @param {string} serverUrl the URL from {@link import('./start-postgres.mjs').startPostgres}.
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
