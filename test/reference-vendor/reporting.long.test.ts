import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { createTestPki } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import {
  type Fault,
  startPlatformDouble,
} from '../../packages/appointments/src/test-data/platform-double.js';
import { writeAgendaFile } from './agenda-file.js';
import { findBookable, startBooking, tryToBook } from './start-booking.js';
import { createFolder, runVendor, startVendor } from './start-vendor.js';
import { type TestStore, testStores } from './test-stores.js';

const [sqlite, postgres] = testStores as unknown as readonly [
  (typeof testStores)[number],
  (typeof testStores)[number],
];

/** States that the platform has of the appointment of a path. */
const idOf = (path: string) => path.split('/').at(-1) ?? '';

/** Counts the reports that are not delivered yet. */
async function countWaiting(store: TestStore): Promise<number> {
  const [row] = await store.query(
    "SELECT count(*) AS n FROM sas_outbox_report WHERE state = 'waiting'",
  );
  return Number(row?.['n']);
}

describe.each(testStores)('The vendor on $name', ({ name, create }) => {
  it('takes appointments, and is healthy, while the platform is down; then they are reported', async () => {
    await using store = await create();
    let isDown = true;
    await using booking = await startBooking(store, {
      chooseFault: () => (isDown ? { status: 503 } : 'none'),
    });
    const regulator = await booking.regulator('camille');
    const path = await booking.book(regulator, (await booking.findSlots())[0]);
    await expect.poll(() => booking.double.requests.length).toBeGreaterThan(0);
    expect((await fetch(`${booking.scene.vendor.url}/healthz`)).status).toBe(200);
    const staff = await booking.staff();
    await expect
      .poll(async () => (await staff.get('/staff/reports')).page)
      .toContain('réponse 503');
    expect((await regulator.get(path)).page).toContain(
      'La plateforme n’a pas encore accepté l’envoi',
    );
    isDown = false;
    expect(await booking.received(path, 1)).toMatchObject([{ status: 'pending' }]);
  });

  it('ends on SIGTERM even if the platform hangs, and reports at the next start', async () => {
    await using store = await create();
    let fault: Fault = 'silent-after';
    await using booking = await startBooking(store, { chooseFault: () => fault });
    const regulator = await booking.regulator('camille');
    const path = await booking.book(regulator, (await booking.findSlots())[0]);
    await expect.poll(() => booking.double.requests.length, { timeout: 15_000 }).toBe(1);
    await regulator.post(`${path}/status`, { status: 'cancelled' });
    const startedAt = performance.now();
    expect((await booking.scene.vendor.stop()).code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(11_000);
    // On PostgreSQL another instance waits for the lease of the dead one: 34 seconds.
    if (name !== 'SQLite') return expect(await countWaiting(store)).toBe(2);
    fault = 'none';
    await using _again = await startVendor(booking.scene.environment);
    const reports = await booking.received(path, 3);
    expect(reports.map(({ status }) => status)).toEqual(['pending', 'pending', 'cancelled']);
    expect(booking.double.resources.get(idOf(path))).toBe(1);
  });

  it('keeps slots of appointments booked when the agenda is imported again', async () => {
    await using store = await create();
    await using folder = createFolder();
    const AGENDA_FILE = await writeAgendaFile(folder.path, { slots: 300 });
    const environment = { ...store.environment, AGENDA_FILE };
    await using booking = await startBooking({ environment });
    const regulator = await booking.regulator('camille');
    const [held, cancelled, moved] = await booking.findSlots();
    const path = await booking.book(regulator, held);
    const other = await booking.book(regulator, cancelled);
    await regulator.post(`${other}/status`, { status: 'cancelled' });
    await booking.scene.vendor.stop();
    await writeAgendaFile(folder.path, { slots: 240 });
    await using again = await startVendor(booking.scene.environment);
    booking.scene.front.lead(again.url);
    const free = (await findBookable(again.url)).map(({ id }) => id);
    expect(free).not.toContain(held?.id);
    expect(free).toContain(cancelled?.id);
    expect((await regulator.get(path)).page).toContain('Rendez-vous réservé');
    expect((await tryToBook(await booking.regulator('alix'), held)).status).toBe(409);
    // The appointment still holds it: after a move it is free again.
    const { status } = await regulator.post(`${path}/reschedule`, { slot: moved?.id ?? '' });
    expect(status).toBe(303);
    expect((await findBookable(again.url)).map(({ id }) => id)).toContain(held?.id);
  });
});

describe('The vendor on SQLite', () => {
  it('reports at its start what was stored but had not reached the outbox', async () => {
    await using store = await sqlite.create();
    await using booking = await startBooking(store);
    const regulator = await booking.regulator('camille');
    const path = await booking.book(regulator, (await booking.findSlots())[0]);
    const [first] = await booking.received(path, 1);
    // Killed before it is settled, the first report would rightly be sent again.
    await expect.poll(async () => (await regulator.get(path)).page).toContain('Transmis');
    // The state after a kill between the change of an appointment and its report.
    booking.scene.vendor.process.kill('SIGKILL');
    await booking.scene.vendor.stop();
    const id = idOf(path);
    const { nationalId } = { nationalId: first?.extension?.[0]?.valueReference?.identifier?.value };
    const { start, end, created: takenAt } = first ?? {};
    for (const status of ['booked', 'cancelled']) {
      const report = { id, status, start, end, takenAt, regulator: { nationalId } };
      await store.query('INSERT INTO unreported (content) VALUES ($1)', [JSON.stringify(report)]);
    }
    await using _again = await startVendor(booking.scene.environment);
    const reports = await booking.received(path, 3);
    expect(reports.map(({ status }) => status)).toEqual(['pending', 'pending', 'cancelled']);
    await expect.poll(() => store.query('SELECT * FROM unreported')).toEqual([]);
  });

  it('cannot use a folder that another process uses', async () => {
    await using folder = createFolder();
    const environment = { DATA_DIR: folder.path };
    await using first = await startVendor(environment);
    const { code, stdout, stderr } = await runVendor(environment);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('DATA_DIR');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });
});

describe('Instances that share one PostgreSQL', () => {
  it('give a slot to one regulator, and report each change once', async () => {
    await using store = await postgres.create();
    await using booking = await startBooking(store);
    await using second = await startVendor(booking.scene.environment);
    const [camille, alix] = [await booking.regulator('camille'), await booking.regulator('alix')];
    const slots = await booking.findSlots();
    const paths: string[] = [];
    for (const slot of slots.slice(0, 5)) {
      // Requests in flight stay with the instance that received them.
      const tries = Array.from({ length: 4 }, () => tryToBook(camille, slot));
      booking.scene.front.lead(second.url);
      tries.push(...Array.from({ length: 4 }, () => tryToBook(alix, slot)));
      const shown = await Promise.all(tries);
      booking.scene.front.lead(booking.scene.vendor.url);
      expect(shown.map(({ status }) => status).sort()).toEqual([
        ...[...Array(4).fill(303), ...Array(4).fill(409)],
      ]);
      const leads = new Set(shown.flatMap(({ location }) => location ?? []));
      expect(leads.size).toBe(1);
      paths.push(...leads);
    }
    for (const path of paths) {
      expect(await booking.received(path, 1)).toHaveLength(1);
      expect(booking.double.resources.get(idOf(path))).toBe(1);
    }
    await expect.poll(() => countWaiting(store)).toBe(0);
  });
});

describe('The certificate for the platform', () => {
  const pki = createTestPki();

  async function writeFiles(folder: string) {
    const files = { cert: pki.vendor.cert, key: pki.vendor.key, ca: pki.ca };
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, `${name}.pem`), text);
    }
    return {
      PLATFORM_CERT: join(folder, 'cert.pem'),
      PLATFORM_KEY: join(folder, 'key.pem'),
      PLATFORM_CA: join(folder, 'ca.pem'),
    };
  }

  it('is presented with every report', async () => {
    const callers: unknown[] = [];
    const server = createServer(
      { ...pki.server, ca: pki.ca, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        callers.push((request.socket as TLSSocket).getPeerCertificate().subject.CN);
        request.resume().on('end', () => response.writeHead(201, { location: '/1' }).end());
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using store = await sqlite.create();
    await using folder = createFolder();
    const PLATFORM_FHIR_URL = `https://localhost:${(server.address() as AddressInfo).port}/fhir`;
    const environment = { PLATFORM_FHIR_URL, ...(await writeFiles(folder.path)) };
    await using booking = await startBooking(store, { environment });
    await booking.book(await booking.regulator('camille'), (await booking.findSlots())[0]);
    await expect.poll(() => callers, { timeout: 15_000 }).toEqual(['vendor-test']);
    expect((await booking.scene.vendor.stop()).code).toBe(0);
    server.closeAllConnections();
    server.close();
  });

  it.each(['PLATFORM_CERT', 'PLATFORM_KEY', 'PLATFORM_CA'])(
    'ends the process when %s cannot be used',
    async (variable) => {
      await using folder = createFolder();
      const files = await writeFiles(folder.path);
      const environment = { PLATFORM_FHIR_URL: 'https://sas.example/fhir', ...files };
      const gone = await runVendor({ ...environment, [variable]: join(folder.path, 'none') });
      expect(gone.code).toBe(1);
      expect(gone.stderr).toContain(variable);
      writeFileSync(join(folder.path, 'wrong.pem'), 'no PEM');
      const wrong = await runVendor({ ...environment, [variable]: join(folder.path, 'wrong.pem') });
      expect(wrong.code).toBe(1);
      expect(wrong.stderr).toContain(variable);
      expect(wrong.stderr).not.toMatch(/^\s+at /m);
    },
  );
});

describe('A vendor without appointments', () => {
  it('does not call the platform, and logs nothing about it', async () => {
    await using double = await startPlatformDouble();
    await using vendor = await startVendor({ PLATFORM_FHIR_URL: double.url });
    expect((await fetch(`${vendor.url}/healthz`)).status).toBe(200);
    expect((await vendor.stop()).code).toBe(0);
    expect(double.requests).toEqual([]);
    // The demo has home visits, of which the vendor warns when it has the time to look.
    const others = vendor
      .log()
      .filter(({ level, associations }) => level !== 'info' && associations === undefined);
    expect(others).toEqual([]);
  });
});
