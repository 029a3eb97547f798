import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { createDatabase } from './create-database.mjs';

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('createDatabase', () => {
  it('creates an empty database for each call, and drops it', async () => {
    const server = inject('postgresUrl');
    let gone: string;
    {
      await using first = await createDatabase(server);
      await using second = await createDatabase(server);
      await query(first.url, 'CREATE TABLE slot (id text)');
      expect(await query(second.url, `SELECT to_regclass('slot') AS slot`)).toEqual([
        { slot: null },
      ]);
      gone = first.url;
    }
    await expect(query(gone, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });
});

describe('startPostgres', () => {
  it('is stopped and leaves nothing behind when its parent is killed', async () => {
    const script = `
      import { startPostgres } from ${JSON.stringify(new URL('start-postgres.mjs', import.meta.url).href)};
      import pg from 'pg';
      const { url } = await startPostgres();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query("SELECT current_setting('data_directory') AS folder");
      process.stdout.write(rows[0].folder);
      setInterval(() => {}, 1000);
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      env: { ...process.env, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [folder] = await once(parent.stdout.setEncoding('utf8'), 'data');
    expect(existsSync(folder)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => existsSync(folder), { timeout: 15_000 }).toBe(false);
  });
});
