import type { Rule } from '../../rule/rule.js';
import type { Text } from '../../rule/text.js';
import { appointmentRules } from '../../rules/appointments/appointment-rules.js';
import { appointmentsEffectorRpps } from '../../rules/appointments/appointments-effector-rpps.js';
import { appointmentsStructure } from '../../rules/appointments/appointments-structure.js';
import type { ReportWait } from '../../rules/booking/booking-evidence.js';
import { bookingOperator } from '../../rules/booking/booking-operator.js';
import { bookingReported } from '../../rules/booking/booking-reported.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Evidence, type Step } from '../../run/step.js';
import { createRegulator, needSimulator, signOn } from '../sign-on/regulators.js';
import { findSlot, noteBooked } from '../sign-on/sign-on-visit.js';
import { act, type Booking, findReported, listReported, needDriver, waitFor } from './booking.js';
import { findLatestReceived, listReceived } from './list-received.js';

const shared = { group: 'appointments' } as const;

const booked: Text = {
  fr: 'Un régulateur réserve un créneau',
  en: 'A regulator books a slot',
};
const received: Text = {
  fr: 'Rendez-vous reçus par le simulateur',
  en: 'Reports received by the simulator',
};
const pasted: Text = {
  fr: 'Rendez-vous donnés en fichiers, comme le kit les prend',
  en: 'Reports given as files, as the kit takes them',
};

/** The rules of a report whose structure is right. */
const reportRules: readonly Rule<unknown>[] = [
  appointmentsStructure,
  ...appointmentRules.map(
    ({ find, ...rule }): Rule<unknown> => ({
      ...rule,
      applies: (body) => appointmentsStructure.find(body).length === 0,
      find: (body) => find(body as Parameters<typeof find>[0]),
    }),
  ),
];

/** What a run remembers of its booking. */
export const bookingNote = 'booking';

/** Appointments: booked live, received live, pasted. */
export const appointmentSteps: readonly Step[] = [
  defineStep<ReportWait>({
    ...shared,
    id: 'appointments.book',
    title: booked,
    after: ['sign-on.first'],
    rules: [bookingReported, bookingOperator],
    run: book,
  }),
  defineStep<unknown>({
    ...shared,
    id: 'appointments.received',
    title: received,
    check: 34,
    uses: ['appointments.book'],
    rules: reportRules,
    run: readReceived,
  }),
  defineStep<unknown>({
    ...shared,
    id: 'appointments.pasted',
    title: pasted,
    check: 34,
    rules: [...reportRules, appointmentsEffectorRpps],
    async run({ settings: { appointments } }) {
      if (appointments.length === 0) {
        throw new LeaveOut({
          fr: 'Donnez dans appointments un rendez-vous honoré, comme vous le collerez dans le kit.',
          en: 'Give in appointments a fulfilled report, as you will paste it into the kit.',
        });
      }
      return appointments.map((subject) => ({ subject, exchanges: [] }));
    },
  }),
];

async function book(scene: Scene): Promise<Evidence<ReportWait>> {
  needSimulator(scene);
  const driver = needDriver(scene);
  const slot = findSlot(scene);
  const known = (await listReported(scene)).map(({ identifier }) => identifier);
  scene.memory.notes.set(receivedBefore, await findLatestReceived(scene));
  const regulator = await createRegulator(scene, 'booker');
  const arrival = await signOn(scene, regulator, slot);
  noteBooked(scene, slot);
  const page = await act(driver.book, regulator.browser, arrival.page);
  const { found, waitedMilliseconds } = await waitFor(scene, async () => {
    return (await findReported(scene, slot, known))[0];
  });
  const booking: Booking = { regulator, slot, page, identifier: found?.identifier };
  scene.memory.notes.set(bookingNote, booking);
  const { nationalId, technicalId } = regulator.person;
  return {
    subject: {
      report: found?.resources.at(-1),
      waitedMilliseconds,
      regulator: [nationalId, technicalId],
    },
    exchanges: page.hops.map(({ exchange }) => exchange),
  };
}

/** Note: number of the latest exchange with a report before this run booked. */
const receivedBefore = 'received-before';

/** The bodies of the reports of this run, refused ones too; if it did not book, of the latest. */
async function readReceived(scene: Scene): Promise<readonly Evidence<unknown>[]> {
  const before = scene.memory.notes.get(receivedBefore) as number | undefined;
  const bodies = await listReceived(scene, before);
  if (bodies.length === 0) {
    throw new LeaveOut({
      fr: 'Le simulateur n’a reçu aucun rendez-vous : réservez d’abord, à la main ou par booking.',
      en: 'The simulator received no report: book first, by hand or through booking.',
    });
  }
  return bodies.map(({ body }) => ({ subject: body, exchanges: [] }));
}
