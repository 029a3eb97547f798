import type { Appointment } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBody } from './regulator-calls.js';
import { resourcesOf, searchSlots } from './search-slots.js';
import { type Booking, people, siret, startBooking, tryToBook } from './start-booking.js';
import { type TestStore, testStores } from './test-stores.js';

const rpps = '10100050075';
const nationalIdOf = (login: string) => people.find((person) => person.login === login)?.nationalId;

function operatorOf({ extension }: Appointment): string | undefined {
  return extension?.[0]?.valueReference?.identifier?.value;
}

describe.each(testStores)('Appointments on $name', ({ create }) => {
  let store: TestStore;
  let booking: Booking;
  beforeAll(async () => {
    store = await create();
    booking = await startBooking(store);
  });
  afterAll(async () => {
    await booking?.[Symbol.asyncDispose]();
    await store?.[Symbol.asyncDispose]();
  });

  it('are offered on the page of a slot, and taken once: the search no longer finds the slot', async () => {
    const regulator = await booking.regulator('camille');
    const [slot] = await booking.findSlots();
    const offered = await regulator.get(`/agenda/${slot?.placeId}?slot=${slot?.id}`);
    expect(offered.page).toContain(`action="/agenda/${slot?.placeId}/appointments"`);
    const path = await booking.book(regulator, slot);
    const left = (await booking.findSlots()).map(({ id }) => id);
    expect(left).not.toContain(slot?.id);
    const again = await regulator.get(`/agenda/${slot?.placeId}?slot=${slot?.id}`);
    expect(again.page).not.toContain('/appointments"');
    const [first] = await booking.received(path, 1);
    expect(first).toMatchObject({ status: 'pending', participant: [{ status: 'needs-action' }] });
    expect(operatorOf(first as Appointment)).toBe(nationalIdOf('camille'));
    await expect.poll(async () => (await regulator.get(path)).page).toContain('>Transmis<');
    const { page } = await regulator.get(path);
    expect(page).toContain('Anne-Lise CAMILLE');
    expect(page).toContain('Rendez-vous réservé');
    expect(page).toContain('>En attente<');
  });

  it('are assigned to a doctor, moved and honoured, with a report for each change', async () => {
    const [regulator, staff] = [await booking.regulator('camille'), await booking.staff()];
    const [slot, other] = await booking.findSlots();
    const path = await booking.book(regulator, slot);
    await staff.post(`${path}/effector`, { rpps: `8${rpps}` });
    expect(await regulator.post(`${path}/reschedule`, { slot: other?.id ?? '' })).toMatchObject({
      status: 303,
      location: path,
    });
    const free = (await booking.findSlots()).map(({ id }) => id);
    expect(free).toContain(slot?.id);
    expect(free).not.toContain(other?.id);
    expect((await staff.post(`${path}/status`, { status: 'fulfilled' })).status).toBe(303);
    const reports = await booking.received(path, 4);
    expect(reports.map(({ status }) => status)).toEqual([
      ...['pending', 'booked', 'booked', 'fulfilled'],
    ]);
    expect(reports[1]?.participant[0]?.actor?.identifier?.value).toBe(`8${rpps}`);
    expect(reports[2]?.start).not.toBe(reports[1]?.start);
    expect(reports[3]?.start).toBe(reports[2]?.start);
    expect(booking.double.resources.get(path.split('/').at(-1) ?? '')).toBe(1);
  });

  it('free their slot when they are cancelled, permanently', async () => {
    const regulator = await booking.regulator('camille');
    const [slot] = await booking.findSlots();
    const path = await booking.book(regulator, slot);
    for (let count = 0; count < 2; count += 1) {
      expect((await regulator.post(`${path}/status`, { status: 'cancelled' })).status).toBe(303);
    }
    expect((await booking.findSlots()).map(({ id }) => id)).toContain(slot?.id);
    const staff = await booking.staff();
    const late = await staff.post(`${path}/status`, { status: 'fulfilled', rpps });
    expect(late.status).toBe(409);
    const reports = await booking.received(path, 2);
    expect(reports.map(({ status }) => status)).toEqual(['pending', 'cancelled']);
    await booking.book(await booking.regulator('alix'), slot);
  });

  it('are honoured only with an RPPS, which can be corrected', async () => {
    const [regulator, staff] = [await booking.regulator('camille'), await booking.staff()];
    const path = await booking.book(regulator, (await booking.findSlots())[0]);
    for (const wrong of ['', '123', 'x'.repeat(11), '0123456789']) {
      const shown = await staff.post(`${path}/status`, { status: 'fulfilled', rpps: wrong });
      expect(shown.status).toBe(422);
      expect(shown.page).toContain('role="alert"');
    }
    expect((await staff.post(`${path}/status`, { status: 'noshow' })).status).toBe(303);
    const fields = { status: 'fulfilled', rpps: '101 0005 0075' };
    expect((await staff.post(`${path}/status`, fields)).status).toBe(303);
    const reports = await booking.received(path, 3);
    expect(reports.map(({ status }) => status)).toEqual(['pending', 'noshow', 'fulfilled']);
  });

  it('are taken once by many concurrent attempts', async () => {
    const visitors = await Promise.all(people.map(({ login }) => booking.regulator(login)));
    const [slot] = await booking.findSlots();
    const shown = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        tryToBook(visitors[index % visitors.length] as (typeof visitors)[number], slot),
      ),
    );
    const statuses = shown.map(({ status }) => status).sort();
    // The holder is redirected to it, even after a second click.
    expect(statuses).toEqual([...Array(10).fill(303), ...Array(10).fill(409)]);
    expect(new Set(shown.map(({ location }) => location)).size).toBe(2);
    for (const { status, page } of shown) if (status === 409) expect(page).toContain('/agenda/');
    const rows = await store.query('SELECT id FROM appointment WHERE slot_id = $1', [
      slot?.id ?? '',
    ]);
    expect(rows).toHaveLength(1);
  });

  it('are reported in the order of concurrent changes', async () => {
    const regulator = await booking.regulator('camille');
    const [slot, ...others] = await booking.findSlots();
    const path = await booking.book(regulator, slot);
    const moves = await Promise.all(
      others.slice(0, 6).map(({ id }) => regulator.post(`${path}/reschedule`, { slot: id })),
    );
    expect(moves.map(({ status }) => status)).toEqual(Array(6).fill(303));
    const reports = await booking.received(path, 7);
    const [row] = await store.query('SELECT starts_at FROM appointment WHERE id = $1', [
      path.split('/').at(-1) ?? '',
    ]);
    expect(Date.parse(reports.at(-1)?.start ?? '')).toBe(Number(row?.['starts_at']));
    const free = (await booking.findSlots()).map(({ id }) => id);
    const held = [slot, ...others.slice(0, 6)].filter(
      (candidate) => !free.includes(candidate?.id ?? ''),
    );
    expect(held).toHaveLength(1);
  });

  it('cannot be seen or changed by others', async () => {
    const [camille, alix] = await Promise.all(people.map(({ login }) => booking.regulator(login)));
    const staff = await booking.staff();
    const [slot, other] = await booking.findSlots();
    const path = await booking.book(camille as NonNullable<typeof camille>, slot);
    expect((await alix?.get(path))?.status).toBe(404);
    expect((await alix?.post(`${path}/status`, { status: 'cancelled' }))?.status).toBe(404);
    expect((await alix?.post(`${path}/reschedule`, { slot: other?.id ?? '' }))?.status).toBe(404);
    expect((await camille?.post(`${path}/status`, { status: 'noshow' }))?.status).toBe(403);
    expect((await camille?.post(`${path}/effector`, { rpps }))?.status).toBe(403);
    expect((await tryToBook(staff, other)).status).toBe(403);
    expect((await staff.get('/appointments/00000000-0000-0000-0000-000000000000')).status).toBe(
      404,
    );
    const visitor = await fetch(`${booking.scene.front.url}${path}`, { redirect: 'manual' });
    expect(visitor.status).toBe(303);
    const form = { method: 'POST', body: new URLSearchParams({ status: 'cancelled' }) } as const;
    const sent = await fetch(`${booking.scene.front.url}${path}/status`, {
      ...form,
      redirect: 'manual',
    });
    expect(sent.status).toBe(403);
    expect((await booking.received(path, 1)).length).toBe(1);
  });

  it.each(['', 'x', 'of another session'])(
    'are not changed by a form with the token %j',
    async (text) => {
      const [regulator, staff] = [await booking.regulator('camille'), await booking.staff()];
      const csrf = text.startsWith('s') ? (await booking.regulator('alix')).csrf : text;
      const [slot, other] = await booking.findSlots();
      const path = await booking.book(regulator, slot);
      const place = `/agenda/${slot?.placeId}/appointments`;
      const fields = { csrf, slot: other?.id ?? '', status: 'cancelled', rpps };
      for (const each of [place, `${path}/status`, `${path}/reschedule`]) {
        expect((await regulator.post(each, fields)).status).toBe(403);
      }
      expect((await staff.post(`${path}/effector`, fields)).status).toBe(403);
      const ids = (await booking.findSlots()).map(({ id }) => id);
      expect(ids).toContain(other?.id);
      expect(ids).not.toContain(slot?.id);
    },
  );

  it('cannot be taken for slots that are not bookable', async () => {
    const regulator = await booking.regulator('camille');
    const [slot] = await booking.findSlots();
    const place = `/agenda/${slot?.placeId}/appointments`;
    const walkIn = resourcesOf(await searchSlots(booking.scene.vendor.url, [siret]), 'Slot').find(
      ({ appointmentType, comment }) =>
        appointmentType?.coding?.[0]?.code === 'WALKIN' && comment?.includes(`/${slot?.placeId}?`),
    );
    const find = async (condition: string) => {
      const [row] = await store.query(
        `SELECT id FROM slot WHERE place_id = $1 AND ${condition} LIMIT 1`,
        [slot?.placeId ?? ''],
      );
      return String(row?.['id']);
    };
    const ids = {
      walkIn: walkIn?.id ?? (await find("booking = 'walk-in' AND status = 'free'")),
      samu: await find("audience = 'samu'"),
      blocked: await find("status = 'blocked'"),
    };
    for (const id of Object.values(ids)) {
      expect(await regulator.post(place, { slot: id })).toMatchObject({ status: 409 });
    }
    for (const id of ['', 'none', '\0', 'x'.repeat(300)]) {
      expect((await regulator.post(place, { slot: id })).status).toBe(404);
    }
  });

  it.each([
    { name: 'the id of a slot', path: '/agenda/x?slot=%00' },
    { name: 'the id of a place', path: '/agenda/%00' },
    { name: 'a form', path: '/staff/reports/1/drop', fields: { reason: 'a\0b' } },
  ])('do not make the store fail: U+0000 in $name', async ({ path, fields }) => {
    const staff = await booking.staff();
    const [slot] = await booking.findSlots();
    const asked = path.replace('/x?', `/${slot?.placeId}?`);
    const { status } = await (fields ? staff.post(asked, fields) : staff.get(asked));
    expect(status).toBe(fields ? 422 : 400);
  });

  it('are reported with the current identifiers of the account that took them', async () => {
    const staff = await booking.staff();
    const path = await booking.book(
      await booking.regulator('alix'),
      (await booking.findSlots())[0],
    );
    const before = nationalIdOf('alix') ?? '';
    const [{ id = '' } = {}] = await store.query(
      'SELECT id FROM regulator_account WHERE national_id = $1',
      [before],
    );
    await store.query('UPDATE regulator_account SET national_id = $1 WHERE id = $2', [
      '899999999999',
      String(id),
    ]);
    await staff.post(`${path}/status`, { status: 'noshow' });
    await store.query('UPDATE regulator_account SET national_id = $1 WHERE id = $2', [
      before,
      String(id),
    ]);
    const reports = await booking.received(path, 2);
    expect(reports.map(operatorOf)).toEqual([before, '899999999999']);
  });

  it('are listed for the staff, by day and by state', async () => {
    const [regulator, staff] = [await booking.regulator('camille'), await booking.staff()];
    const path = await booking.book(regulator, (await booking.findSlots())[0]);
    await regulator.post(`${path}/status`, { status: 'cancelled' });
    const all = await staff.get('/staff/appointments');
    expect(all.page).toContain(`href="${path}"`);
    expect((await staff.get('/staff/appointments?state=cancelled')).page).toContain(path);
    expect((await staff.get('/staff/appointments?state=fulfilled')).page).not.toContain(path);
    expect((await staff.get('/staff/appointments?day=2020-01-01')).page).not.toContain(path);
    expect((await regulator.get('/staff/appointments')).status).toBe(303);
  });

  it('cannot be taken by a disabled regulator', async () => {
    const regulator = await booking.regulator('alix');
    const [slot] = await booking.findSlots();
    const nationalId = nationalIdOf('alix') ?? '';
    const person = { nationalId, email: 'alix@booking.example', family: 'alix', active: false };
    const { status } = await booking.scene.platform.update(nationalId, toBody(person));
    expect(status).toBe(200);
    expect((await tryToBook(regulator, slot)).status).toBe(403);
    expect((await booking.findSlots()).map(({ id }) => id)).toContain(slot?.id);
  });

  it('write no name or identifier to the log', () => {
    const log = JSON.stringify(booking.scene.vendor.log());
    for (const { nationalId, email } of people) {
      expect(log).not.toContain(nationalId);
      expect(log).not.toContain(email);
    }
    expect(log).not.toContain(rpps);
  });
});
