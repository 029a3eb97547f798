import pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { ReceivedRequest } from '../../packages/appointments/src/test-data/platform-double.js';
import { type Booking, startBooking, type Visitor } from './start-booking.js';
import { testStores } from './test-stores.js';

const unknown = '10100050075';
const knownRpps = '10100050083';
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

/** Waits for a kept-aside report, and returns its position. */
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
  it("is shown to the staff with the platform's answer, corrected with a reason, and delivered", async () => {
    await using store = await create();
    await using booking = await startBooking(store, { chooseFault: refuseUnknown });
    const { regulator, staff, path, position } = await openScene(booking);
    const { page } = await staff.get('/staff/reports');
    for (const text of ['(1 à traiter)', '422', '&lt;script&gt;', path, 'Confirmé']) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain('<script>');
    expect((await regulator.get(path)).page).toContain('Mis de côté');

    const correction = `/staff/reports/${position}/mend`;
    expect((await staff.post(correction, { rpps: knownRpps })).status).toBe(422);
    expect(
      (await staff.post(correction, { rpps: knownRpps, by: 'Anne Essai', reason: ' ' })).status,
    ).toBe(422);
    expect((await staff.post(correction, { rpps: knownRpps, reason: 'Essai' })).status).toBe(422);
    const wrong = await staff.post(correction, { rpps: 'x', by: 'Anne Essai', reason: 'Vu : oui' });
    expect(wrong.status).toBe(422);
    // Nothing has to be written again.
    for (const field of [
      'name="rpps" value="x" aria-invalid="true"',
      'name="reason" value="Vu : oui"',
    ])
      expect(wrong.page).toContain(field);
    expect(wrong.page.match(/value="Anne Essai"/g)).toHaveLength(1);
    expect(
      (
        await staff.post(correction, {
          csrf: 'x',
          rpps: knownRpps,
          by: 'Anne Essai',
          reason: 'Essai',
        })
      ).status,
    ).toBe(403);
    const reason = 'Vérifié avec le cabinet <b>';
    expect(
      await staff.post(correction, { rpps: knownRpps, by: 'Anne Essai', reason }),
    ).toMatchObject({
      status: 303,
      location: '/staff/reports',
    });
    const reports = await booking.received(path, 2);
    expect(reports.at(-1)?.participant[0]?.actor?.identifier?.value).toBe(`8${knownRpps}`);
    expect(
      (await staff.post(correction, { rpps: knownRpps, by: 'Anne Essai', reason })).status,
    ).toBe(409);

    await expect.poll(async () => (await staff.get(path)).page).not.toContain('Mis de côté');
    const seen = await staff.get(path);
    for (const text of [
      'Corrigé et renvoyé par Anne Essai (secretariat)',
      'Vérifié avec le cabinet &lt;b',
    ]) {
      expect(seen.page).toContain(text);
    }
    expect(seen.page).toContain(`Avant\u00a0: médecin RPPS ${unknown}`);
    expect((await regulator.get(path)).page).not.toContain('Vérifié avec le cabinet');
    // Later reports are not refused for the same reason.
    await staff.post(`${path}/status`, { status: 'fulfilled' });
    const last = (await booking.received(path, 3)).at(-1);
    expect(last).toMatchObject({ status: 'fulfilled' });
    expect(last?.participant[0]?.actor?.identifier?.value).toBe(`8${knownRpps}`);
  });

  it('holds back only its own appointment, until it is sent again or dropped', async () => {
    await using store = await create();
    let isMended = false;
    await using booking = await startBooking(store, {
      chooseFault: (request) => (isMended ? 'none' : refuseUnknown(request)),
    });
    const { regulator, staff, path, position } = await openScene(booking);
    await regulator.post(`${path}/status`, { status: 'cancelled' });
    const other = await booking.book(regulator, (await booking.findSlots())[0]);
    await booking.received(other, 1);
    expect((await staff.get(path)).page).toContain('Pas encore transmis');
    const [resend, drop] = ['resend', 'drop'].map((each) => `/staff/reports/${position}/${each}`);
    await staff.post(String(resend), { by: 'Anne Essai', reason: 'Pour voir' });
    // Refused again, at the same position.
    expect(await findPosition(staff)).toBe(position);
    await expect.poll(async () => (await staff.get(path)).page).toContain('2 tentatives');
    isMended = true;
    await findPosition(staff);
    await staff.post(String(drop), { by: 'Anne Essai', reason: 'Annulé depuis' });
    const reports = await booking.received(path, 2);
    expect(reports.map(({ status }) => status)).toEqual(['pending', 'cancelled']);
    expect((await staff.get(path)).page).toContain('Abandonné');
    expect((await regulator.post(String(drop), { by: 'Anne Essai', reason: 'x' })).status).toBe(
      403,
    );
    expect(
      (await staff.post('/staff/reports/999/drop', { by: 'Anne Essai', reason: 'x' })).status,
    ).toBe(409);
    expect(
      (await staff.post('/staff/reports/999/other', { by: 'Anne Essai', reason: 'x' })).status,
    ).toBe(404);
  });
});

describe('A corrected report', () => {
  it('has its appointment corrected first, so that a crash in between does not keep the old RPPS', async () => {
    await using store = await (testStores.at(-1) as (typeof testStores)[number]).create();
    await using booking = await startBooking(store, { chooseFault: refuseUnknown });
    const { staff, path, position } = await openScene(booking);
    const client = new pg.Client(store.environment['DATABASE_URL']);
    await client.connect();
    // The outbox cannot correct it, as after a kill.
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM sas_outbox_report WHERE position = $1 FOR UPDATE', [
      position,
    ]);
    const fields = { rpps: knownRpps, by: 'Anne Essai', reason: 'Vérifié' };
    const corrected = staff.post(`/staff/reports/${position}/mend`, fields);
    await expect
      .poll(() => store.query('SELECT effector FROM appointment'))
      .toEqual([{ effector: `8${knownRpps}` }]);
    await client.query('ROLLBACK');
    await client.end();
    expect((await corrected).status).toBe(303);
    const last = (await booking.received(path, 2)).at(-1);
    expect(last?.participant[0]?.actor?.identifier?.value).toBe(`8${knownRpps}`);
  });
});
