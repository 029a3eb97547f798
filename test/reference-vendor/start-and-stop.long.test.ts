import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bundle, CapabilityStatement } from 'fhir/r4.js';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { createDatabase } from '../postgres/create-database.mjs';
import { writeAgendaFile } from './agenda-file.js';
import { resourcesOf, toSearchUrl } from './search-slots.js';
import { createFolder, runVendor, startVendor } from './start-vendor.js';

const manifest = new URL('../../examples/express/package.json', import.meta.url);

describe('The vendor starts', () => {
  it('on the address that it prints, with the pages to open', async () => {
    await using vendor = await startVendor();
    expect((await fetch(`${vendor.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${vendor.url}/`)).status).toBe(200);
    const metadata = (await (
      await fetch(`${vendor.url}/fhir/metadata`)
    ).json()) as CapabilityStatement;
    expect(metadata.software?.version).toBe(JSON.parse(readFileSync(manifest, 'utf8')).version);
    const { stdout } = await vendor.stop();
    const [, request = ''] = /curl '([^']+)'/.exec(stdout) ?? [];
    expect(request).toContain(`${vendor.url}/fhir/Schedule?`);
  });

  it('and prints a request that is answered with slots', async () => {
    await using vendor = await startVendor();
    await using second = await startVendor();
    const { stdout } = await second.stop();
    const [, request = ''] = /curl '([^']+)'/.exec(stdout) ?? [];
    const bundle = (await (await fetch(request.replace(second.url, vendor.url))).json()) as Bundle;
    expect(bundle.total).toBeGreaterThan(100);
  });

  it('on the IPv6 loopback', async () => {
    await using vendor = await startVendor({ HOST: '::1' });
    expect(vendor.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${vendor.url}/healthz`)).status).toBe(200);
  });

  it('under a public address', async () => {
    await using vendor = await startVendor({
      PUBLIC_URL: 'https://agenda.example',
      SSO_METHOD: 'none',
    });
    const url = toSearchUrl(vendor.url, ['334173748400020']);
    const bundle = (await (await fetch(url)).json()) as Bundle;
    for (const { fullUrl } of bundle.entry ?? []) {
      expect(fullUrl).toContain('https://agenda.example/fhir/');
    }
    for (const { comment } of resourcesOf(bundle, 'Slot')) {
      expect(comment).toMatch(/^https:\/\/agenda\.example\/agenda\/\w+\?slot=s\d+$/);
    }
  });
});

describe('The vendor exits with status 1 and a reason', () => {
  it.each([
    { name: 'an invalid port', environment: { PORT: 'http' }, variables: ['PORT'] },
    { name: 'a network host', environment: { HOST: '0.0.0.0' }, variables: ['HOST'] },
    {
      name: 'incomplete TLS',
      environment: { TLS_CERT: 'a', TLS_KEY: 'b' },
      variables: ['TLS_CA', 'TLS_CRL', 'CLIENT_CN', 'CLIENT_OU'],
    },
    {
      name: 'a missing file',
      environment: { AGENDA_FILE: '/none.json' },
      variables: ['AGENDA_FILE'],
    },
    {
      name: 'a folder that is a file',
      environment: { DATA_DIR: '/dev/null' },
      variables: ['DATA_DIR'],
    },
    {
      name: 'an unreachable database',
      environment: { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/d' },
      variables: ['DATABASE_URL'],
    },
  ])('$name', async ({ environment, variables }) => {
    const { code, stdout, stderr } = await runVendor(environment as Record<string, string>);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    for (const variable of variables) expect(stderr).toContain(variable);
    expect(stderr).not.toMatch(/secret|^\s+at /m);
  });

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { readonly port: number };
    const { code, stderr } = await runVendor({ PORT: String(port) });
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain('PORT');
  });

  it('an agenda with mistakes, each with its path', async () => {
    await using folder = createFolder();
    const file = join(folder.path, 'agenda.json');
    writeFileSync(
      file,
      '{"idSystem":"x","associations":[{"siret":"1","name":"A","places":[]}],"slots":[{},tru]}',
    );
    const { code, stderr } = await runVendor({ AGENDA_FILE: file });
    expect(code).toBe(1);
    for (const path of ['idSystem', 'associations[0].siret', 'slots[0].end', 'slots[1]']) {
      expect(stderr).toContain(`\n${path}: `);
    }
  });
});

describe('The vendor exits with status 0 on a signal', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s, without waiting for idle connections',
    async (signal) => {
      await using vendor = await startVendor();
      const socket = connect(Number(new URL(vendor.url).port), '127.0.0.1');
      socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await once(socket, 'data');
      const startedAt = Date.now();
      vendor.process.kill(signal);
      const { code } = await vendor.stop();
      expect(code).toBe(0);
      expect(Date.now() - startedAt).toBeLessThan(4000);
      socket.destroy();
    },
  );

  it('after the answer to a request that was only partly received', async () => {
    await using vendor = await startVendor();
    const socket = connect(Number(new URL(vendor.url).port), '127.0.0.1').setEncoding('utf8');
    let answer = '';
    socket.on('data', (text) => {
      answer += text;
    });
    socket.write('GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\n');
    await delay(200);
    const ended = vendor.stop();
    await delay(200);
    socket.write('\r\n');
    expect((await ended).code).toBe(0);
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*CapabilityStatement/);
  });

  it('at once, even with a connection that sent nothing', async () => {
    await using vendor = await startVendor();
    const socket = connect(Number(new URL(vendor.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const startedAt = performance.now();
    expect((await vendor.stop()).code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });

  it('after the answer to a search that waits for the database, and accepts nothing new', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    await using vendor = await startVendor({ DATABASE_URL: database.url });
    const url = toSearchUrl(vendor.url, ['334173748400020']);
    await fetch(url);
    const desk = new pg.Client(database.url);
    await desk.connect();
    await desk.query('BEGIN; LOCK TABLE slot IN ACCESS EXCLUSIVE MODE');
    const search = fetch(url);
    await delay(300);
    const ended = vendor.stop();
    await delay(300);
    await expect(fetch(`${vendor.url}/healthz`)).rejects.toThrow();
    await desk.query('COMMIT');
    await desk.end();
    const response = await search;
    expect(response.status).toBe(200);
    expect(((await response.json()) as Bundle).total).toBeGreaterThan(0);
    expect((await ended).code).toBe(0);
  });

  it('while it waits for another instance to import', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    const desk = new pg.Client(database.url);
    await desk.connect();
    await desk.query('BEGIN; CREATE TABLE slot (id text PRIMARY KEY)');
    const watcher = new pg.Client(database.url);
    await watcher.connect();
    const isWaiting = async () => {
      const { rows } = await watcher.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows.length > 0;
    };
    const ended = runVendor({ DATABASE_URL: database.url }, { signalWhen: isWaiting });
    expect((await ended).code).toBe(0);
    await Promise.all([watcher.end(), desk.end()]);
  });

  it('during an import, which then restarts from the beginning', async () => {
    await using folder = createFolder();
    const AGENDA_FILE = await writeAgendaFile(folder.path, { slots: 200_000, places: 30 });
    const environment = { AGENDA_FILE, DATA_DIR: folder.path };
    // SQLite writes to the WAL what does not fit in its cache: the import is in progress.
    const writtenAhead = join(folder.path, 'vendor.sqlite-wal');
    const isImporting = () => existsSync(writtenAhead) && statSync(writtenAhead).size > 1_000_000;
    const { code, stdout } = await runVendor(environment, { signalWhen: isImporting });
    expect(code).toBe(0);
    expect(stdout).toBe('');
    await using vendor = await startVendor(environment);
    expect(vendor.log()).toContainEqual(expect.objectContaining({ slots: 200_000 }));
  });
});
