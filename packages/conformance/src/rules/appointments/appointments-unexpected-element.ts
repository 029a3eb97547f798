import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { unwanted } from './report-fault.js';

/** Elements that the flow uses. */
const expected: ReadonlySet<string> = new Set([
  'resourceType',
  'id',
  'meta',
  'language',
  'extension',
  'identifier',
  'status',
  'start',
  'end',
  'created',
  'participant',
]);

/** Nothing but what the flow asks for. */
export const appointmentsUnexpectedElement: Rule<Appointment> = {
  id: 'appointments.unexpected-element',
  level: 'good-practice',
  source: guide('Remontée des rendez-vous, données transmises'),
  looksAt: 'every element',
  title: {
    fr: 'Rien d’autre que ce que le flux demande.',
    en: 'Nothing but what the flow asks for.',
  },
  wrong: {
    fr: 'Le flux n’a pas d’usage pour cet élément',
    en: 'The flow has no use for this element',
  },
  remedy: {
    fr: 'Retirez l’élément : rien du patient ne doit y être.',
    en: 'Remove the element: nothing of the patient may be in it.',
  },
  find: (appointment) =>
    Object.keys(appointment)
      .filter((name) => !expected.has(name.replace(/^_/, '')))
      .map((name) =>
        unwanted(`Appointment.${name}`, {
          fr: 'Le flux n’a pas d’usage pour cet élément : rien du patient ne doit y être.',
          en: 'The flow has no use for this element: nothing of the patient may be in it.',
        }),
      ),
};
