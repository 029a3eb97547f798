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
  await connect(serverUrl, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`),
  );
  const url = new URL(serverUrl);
  url.pathname = name;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => connect(serverUrl, (client) => drop(client, name)),
  };
}

/**
 * @param {pg.Client} client
 * @param {string} name
 */
async function drop(client, name) {
  const { rows } = await client.query('SHOW server_version_num');
  if (Number(rows[0].server_version_num) >= 130_000) {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    return;
  }
  // FORCE is not in 12: no new sessions, end those there are, and wait until they have ended.
  await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  for (let attempt = 1; ; attempt += 1) {
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
      [name],
    );
    try {
      await client.query(`DROP DATABASE IF EXISTS ${name}`);
      return;
    } catch (error) {
      // object_in_use
      if (/** @type {{ code?: unknown }} */ (error).code !== '55006' || attempt === 100)
        throw error;
    }
  }
}

/**
 * @param {string} url
 * @param {(client: pg.Client) => Promise<unknown>} work
 */
async function connect(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
