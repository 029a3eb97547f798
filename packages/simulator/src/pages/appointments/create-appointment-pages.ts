import { Hono } from 'hono';
import type { PageContext } from '../page-context.js';
import { fragmentHeaders } from '../page-headers.js';
import { toAppointmentPage } from './appointment-page.js';
import { appointmentStates } from './appointment-words.js';
import { type InboxContent, toInbox, toInboxPage } from './inbox-page.js';

/** Creates the inbox of appointments. */
export function createAppointmentPages({ simulation, show, showError }: PageContext): Hono {
  const { state: store, url } = simulation;

  const toContent = (asked: string | undefined, page: string | undefined): InboxContent => {
    const all = [...store.read().appointments].reverse();
    const state = appointmentStates.find((each) => each === asked);
    const counts = new Map<string, number>();
    for (const { versions } of all) {
      const status = versions.at(-1)?.resource.status ?? '';
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    return {
      appointments: state
        ? all.filter(({ versions }) => versions.at(-1)?.resource.status === state)
        : all,
      state,
      counts,
      total: all.length,
      page: /^\d{1,4}$/.test(page ?? '') ? Number(page) : 0,
      fhirUrl: `${url}/fhir`,
    };
  };

  const routes = new Hono();
  routes.get('/appointments', (context) => {
    const content = toContent(context.req.query('state'), context.req.query('page'));
    return context.req.query('fragment') === undefined
      ? show(context, toInboxPage(content))
      : context.body(toInbox(content).toString(), 200, fragmentHeaders);
  });
  routes.get('/appointments/:id', (context) => {
    const { appointments, regulators } = store.read();
    const found = appointments.find(({ id }) => id === context.req.param('id'));
    return found ? show(context, toAppointmentPage(found, regulators)) : showError(context, 404);
  });
  return routes;
}
