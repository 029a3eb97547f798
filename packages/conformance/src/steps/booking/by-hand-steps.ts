import type { Appointment } from 'fhir/r4.js';
import { isObject } from '../../read/json-value.js';
import type { Text } from '../../rule/text.js';
import type { ReportWait, SlotSearched } from '../../rules/booking/booking-evidence.js';
import { bookingFulfilledNamed } from '../../rules/booking/booking-fulfilled-named.js';
import { type BookingRace, bookingOneWins } from '../../rules/booking/booking-one-wins.js';
import { bookingReported } from '../../rules/booking/booking-reported.js';
import { bookingSlotBack } from '../../rules/booking/booking-slot-back.js';
import { bookingSlotGone } from '../../rules/booking/booking-slot-gone.js';
import { findShapeFaults } from '../../rules/shape/find-shape-faults.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Evidence, type Step } from '../../run/step.js';
import { createRegulator, signOn } from '../sign-on/regulators.js';
import { findSlot, noteBooked } from '../sign-on/sign-on-visit.js';
import {
  act,
  type Booking,
  findReported,
  listReported,
  needAction,
  needDriver,
  searchAgain,
  waitFor,
} from './booking.js';
import { bookingNote } from './booking-steps.js';
import { findLatestReceived, listReceived } from './list-received.js';

const shared = { group: 'booking-by-hand' } as const;

const gone: Text = { fr: 'Recherche après la réservation', en: 'Search after the booking' };
const cancelled: Text = { fr: 'Annulation du rendez-vous', en: 'Cancellation of the appointment' };
const back: Text = { fr: 'Recherche après l’annulation', en: 'Search after the cancellation' };
const race: Text = {
  fr: 'Deux régulateurs réservent un créneau à la fois',
  en: 'Two regulators book one slot at once',
};
const fulfilled: Text = {
  fr: 'Rendez-vous déclaré honoré sans RPPS',
  en: 'Appointment declared fulfilled without an RPPS',
};

/** What a tester tries by hand on bookings. */
export const bookingByHandSteps: readonly Step[] = [
  defineStep<SlotSearched>({
    ...shared,
    id: 'booking-by-hand.gone',
    title: gone,
    after: ['appointments.book'],
    rules: [bookingSlotGone],
    async run(scene) {
      const { slot } = readBooking(scene);
      const { set, exchange } = await searchAgain(scene, gone);
      return { subject: { set, slot: slot.id ?? '' }, exchanges: [exchange] };
    },
  }),
  defineStep<ReportWait>({
    ...shared,
    id: 'booking-by-hand.cancel',
    title: cancelled,
    after: ['appointments.book'],
    rules: [bookingReported],
    run: cancel,
  }),
  defineStep<SlotSearched>({
    ...shared,
    id: 'booking-by-hand.back',
    title: back,
    after: ['booking-by-hand.cancel'],
    rules: [bookingSlotBack],
    async run(scene) {
      const { slot } = readBooking(scene);
      const { set, exchange } = await searchAgain(scene, back);
      return { subject: { set, slot: slot.id ?? '' }, exchanges: [exchange] };
    },
  }),
  defineStep<BookingRace>({
    ...shared,
    id: 'booking-by-hand.race',
    title: race,
    after: ['appointments.book'],
    rules: [bookingOneWins],
    run: bookTwice,
  }),
  defineStep<{ readonly report: Appointment | undefined }>({
    ...shared,
    id: 'booking-by-hand.fulfilled',
    title: fulfilled,
    after: ['booking-by-hand.race'],
    rules: [bookingFulfilledNamed],
    run: fulfil,
  }),
];

const readBooking = ({ memory }: Scene) => memory.notes.get(bookingNote) as Booking;

async function readState(scene: Scene, identifier: string | undefined) {
  const reported = await listReported(scene);
  return reported.find((item) => item.identifier === identifier)?.resources.at(-1);
}

async function cancel(scene: Scene): Promise<Evidence<ReportWait>> {
  const action = needAction(needDriver(scene), 'cancel');
  const { regulator, page, identifier } = readBooking(scene);
  const end = await act(action, regulator.browser, page);
  const { found, waitedMilliseconds } = await waitFor(scene, async () => {
    const report = await readState(scene, identifier);
    return report?.status === 'cancelled' ? report : undefined;
  });
  const { nationalId, technicalId } = regulator.person;
  return {
    subject: { report: found, waitedMilliseconds, regulator: [nationalId, technicalId] },
    exchanges: end.hops.map(({ exchange }) => exchange),
  };
}

/** The note of the booking that won the race. */
const winner = 'race';

async function bookTwice(scene: Scene): Promise<Evidence<BookingRace>> {
  const driver = needDriver(scene);
  const slot = findSlot(scene);
  noteBooked(scene, slot);
  const known = (await listReported(scene)).map(({ identifier }) => identifier);
  const sides = [];
  for (const name of ['race-first', 'race-second']) {
    const regulator = await createRegulator(scene, name);
    const arrival = await signOn(scene, regulator, slot);
    sides.push({ regulator, arrival });
  }
  const pages = await Promise.all(
    sides.map(({ regulator, arrival }) => act(driver.book, regulator.browser, arrival.page)),
  );
  await waitFor(scene, async () => (await findReported(scene, slot, known))[0]);
  // A second report would be on its way at the same time.
  await scene.pause(300);
  const reported = await findReported(scene, slot, known);
  for (const [index, page] of pages.entries()) {
    const side = sides[index];
    if (!side || page.status >= 400) continue;
    const { regulator } = side;
    const booking: Booking = { regulator, slot, page, identifier: reported[0]?.identifier };
    scene.memory.notes.set(winner, booking);
  }
  return {
    subject: { statuses: pages.map(({ status }) => status), reported: reported.length },
    exchanges: pages.flatMap(({ hops }) => hops.map(({ exchange }) => exchange)),
  };
}

async function fulfil(
  scene: Scene,
): Promise<Evidence<{ readonly report: Appointment | undefined }>> {
  const action = needAction(needDriver(scene), 'fulfil');
  const before = await findLatestReceived(scene);
  const booking = scene.memory.notes.get(winner) as Booking | undefined;
  const { regulator, page } = booking ?? readBooking(scene);
  const end = await act(action, regulator.browser, page);
  await scene.pause(500);
  // The platform refuses such a report: it is among what was received, not among its appointments.
  const received = await listReceived(scene, before);
  const report = received.map(({ body }) => body).find(isFulfilled);
  return { subject: { report }, exchanges: end.hops.map(({ exchange }) => exchange) };
}

function isFulfilled(body: unknown): body is Appointment {
  return (
    isObject(body) &&
    body['status'] === 'fulfilled' &&
    findShapeFaults(body, 'Appointment').length === 0
  );
}
