import pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { ReceivedRequest } from '../../packages/appointments/src/test-data/platform-double.js';
import { type Booking, startBooking, type Visitor } from './start-booking.js';
import { testStores } from './test-stores.js';

const unknown = '10100050075';
const known = '10100050083';
const hostile = 'RPPS <script>alert(1)</script> inconnu';

/** A platform that does not know one of the doctors. */
const refuseUnknown = ({ body }: ReceivedRequest) =>
  body.participant[0]?.actor?.identifier?.value === `8${unknown}`
    ? ({
        status: 422,
        body: JSON.stringify({
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'error', code: 'invalid', diagnostics: hostile }],
        }),
      } as const)
    : 'none';

async function openScene(booking: Booking) {
  const [regulator, staff] = [await booking.regulator('camille'), await booking.staff()];
  const path = await booking.book(regulator, (await booking.findSlots())[0]);
  await staff.post(`${path}/effector`, { rpps: unknown });
  const position = await findPosition(staff);
  return { regulator, staff, path, position };
}

/** The position of the one report that is kept aside, once it is. */
async function findPosition(staff: Visitor): Promise<string> {
  let position = '';
  await expect
    .poll(
      async () => {
        const { page } = await staff.get('/staff/reports');
        position = /action="\/staff\/reports\/(\d+)\/mend"/.exec(page)?.[1] ?? '';
        return position;
      },
      { timeout: 15_000 },
    )
    .toMatch(/^\d+$/);
  return position;
}

describe.each(testStores)('A report that the platform refuses, on $name', ({ create }) => {
  it('is shown to the staff with what the platform said, mended with a reason, and delivered', async () => {
    await using store = await create();
    await using booking = await startBooking(store, { chooseFault: refuseUnknown });
    const { regulator, staff, path, position } = await openScene(booking);
    const { page } = await staff.get('/staff/reports');
    for (const text of ['(1 mis de côté)', '422', '&lt;script&gt;', path, 'Réservé']) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain('<script>');
    expect((await regulator.get(path)).page).toContain('Mis de côté');

    const mend = `/staff/reports/${position}/mend`;
    expect((await staff.post(mend, { rpps: known })).status).toBe(422);
    expect((await staff.post(mend, { rpps: known, reason: ' ' })).status).toBe(422);
    expect((await staff.post(mend, { rpps: 'x', reason: 'Essai' })).status).toBe(422);
    expect((await staff.post(mend, { csrf: 'x', rpps: known, reason: 'Essai' })).status).toBe(403);
    const reason = 'Vérifié avec le cabinet <b>';
    expect(await staff.post(mend, { rpps: known, reason })).toMatchObject({
      status: 303,
      location: '/staff/reports',
    });
    const reports = await booking.received(path, 2);
    expect(reports.at(-1)?.participant[0]?.actor?.identifier?.value).toBe(`8${known}`);
    expect((await staff.post(mend, { rpps: known, reason })).status).toBe(409);

    await expect.poll(async () => (await staff.get(path)).page).not.toContain('Mis de côté');
    const seen = await staff.get(path);
    for (const text of ['Corrigé et renvoyé par secretariat', 'Vérifié avec le cabinet &lt;b']) {
      expect(seen.page).toContain(text);
    }
    expect(seen.page).toContain(`Avant : médecin RPPS ${unknown}`);
    expect((await regulator.get(path)).page).not.toContain('Vérifié avec le cabinet');
    // What follows is not refused for the same.
    await staff.post(`${path}/status`, { status: 'fulfilled' });
    const last = (await booking.received(path, 3)).at(-1);
    expect(last).toMatchObject({ status: 'fulfilled' });
    expect(last?.participant[0]?.actor?.identifier?.value).toBe(`8${known}`);
  });

  it('holds back its own appointment and no other, until it is sent again or dropped', async () => {
    await using store = await create();
    let isMended = false;
    await using booking = await startBooking(store, {
      chooseFault: (request) => (isMended ? 'none' : refuseUnknown(request)),
    });
    const { regulator, staff, path, position } = await openScene(booking);
    await regulator.post(`${path}/status`, { status: 'cancelled' });
    const other = await booking.book(regulator, (await booking.findSlots())[0]);
    await booking.received(other, 1);
    expect((await staff.get(path)).page).toContain('En attente');
    const [resend, drop] = ['resend', 'drop'].map((each) => `/staff/reports/${position}/${each}`);
    await staff.post(String(resend), { reason: 'Pour voir' });
    // Refused again, and back where it was.
    expect(await findPosition(staff)).toBe(position);
    await expect.poll(async () => (await staff.get(path)).page).toContain('2 essais');
    isMended = true;
    await findPosition(staff);
    await staff.post(String(drop), { reason: 'Annulé depuis' });
    const reports = await booking.received(path, 2);
    expect(reports.map(({ status }) => status)).toEqual(['pending', 'cancelled']);
    expect((await staff.get(path)).page).toContain('Abandonné');
    expect((await regulator.post(String(drop), { reason: 'x' })).status).toBe(403);
    expect((await staff.post('/staff/reports/999/drop', { reason: 'x' })).status).toBe(409);
    expect((await staff.post('/staff/reports/999/other', { reason: 'x' })).status).toBe(404);
  });
});

describe('A report that is mended', () => {
  it('has its appointment mended first, so that nothing in between leaves the old RPPS', async () => {
    await using store = await (testStores.at(-1) as (typeof testStores)[number]).create();
    await using booking = await startBooking(store, { chooseFault: refuseUnknown });
    const { staff, path, position } = await openScene(booking);
    const client = new pg.Client(store.environment['DATABASE_URL']);
    await client.connect();
    // The outbox does not come to it, as after a kill.
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM sas_outbox_report WHERE position = $1 FOR UPDATE', [
      position,
    ]);
    const fields = { rpps: known, reason: 'Vérifié' };
    const mended = staff.post(`/staff/reports/${position}/mend`, fields);
    await expect
      .poll(() => store.query('SELECT effector FROM appointment'))
      .toEqual([{ effector: `8${known}` }]);
    await client.query('ROLLBACK');
    await client.end();
    expect((await mended).status).toBe(303);
    const last = (await booking.received(path, 2)).at(-1);
    expect(last?.participant[0]?.actor?.identifier?.value).toBe(`8${known}`);
  });
});
