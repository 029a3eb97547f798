import type { Configuration } from '@sas-sos/conformance';
import type { Loose, Mutation } from './mutation.js';

/** What is wrong in a report that the vendor gives, as the official kit takes it. */
const ofPasted = (rule: string, name: string, change: (report: Loose) => void): Mutation => ({
  rule: `appointments.${rule}`,
  name,
  only: ['appointments.pasted'],
  configuration: ({ appointments = [] }: Configuration) => ({
    appointments: appointments.map((report) => {
      const copy = structuredClone(report) as Loose;
      change(copy);
      return copy;
    }),
  }),
});

const operatorOf = ({ extension: [operator] }: Loose): Loose =>
  operator.valueReference.identifier as Loose;
const effectorOf = ({ participant: [participant] }: Loose): Loose =>
  participant.actor.identifier as Loose;

/** Wrong reports of appointments. */
export const reportMutations: readonly Mutation[] = [
  ofPasted('structure', 'a status that is a number', (report) => {
    report['status'] = 7;
  }),
  ofPasted('profile', 'no profile', (report) => delete report['meta']),
  ofPasted('identifier', 'an identifier without system', ({ identifier: [identifier] }) => {
    delete identifier.system;
  }),
  ofPasted('operator', 'an operator without identifier', ({ extension: [operator] }) => {
    operator.valueReference = { display: 'Régulation' };
  }),
  ofPasted('operator', 'an operator of another system', (report) => {
    operatorOf(report)['system'] = 'https://editeur.example/users';
  }),
  ofPasted('status', 'arrived', (report) => {
    report['status'] = 'arrived';
  }),
  ofPasted('period', 'an end before the start', (report) => {
    report['end'] = '2026-12-01T08:00:00+01:00';
  }),
  ofPasted('created', 'no date of creation', (report) => delete report['created']),
  ofPasted('participants', 'a participant who declined', ({ participant: [participant] }) => {
    participant.status = 'declined';
  }),
  ofPasted('effector', 'fulfilled by nobody', ({ participant: [participant] }) => {
    delete participant.actor;
  }),
  ofPasted('effector-rpps', 'an RPPS without its prefix', (report) => {
    const effector = effectorOf(report);
    effector['value'] = String(effector['value']).slice(1);
  }),
  ofPasted('needs-action', 'somebody is missing, yet fulfilled', ({ participant }) => {
    participant[0].status = 'needs-action';
  }),
  ofPasted('cancelation-reason', 'a reason without a cancellation', (report) => {
    report['cancelationReason'] = { text: 'Empêchement' };
  }),
  ofPasted('patient', 'a patient', ({ participant }) => {
    participant.push({ actor: { reference: 'Patient/1' }, status: 'accepted' });
  }),
  ofPasted('unexpected-element', 'a comment', (report) => {
    report['comment'] = 'Fièvre';
  }),
];
