import { Hono } from 'hono';
import { z } from 'zod';
import { faultsOf } from '../../faults/fault-switches.js';
import { readForm } from '../form.js';
import type { PageContext } from '../page-context.js';
import { toFaultPage } from './fault-page.js';

const none = z.literal('').transform(() => null);
const settings = z.object({
  appointments: z.union([none, z.enum(faultsOf.appointments)]),
  'sign-on': z.union([none, z.enum(faultsOf['sign-on'])]),
  calls: z.union([none, z.enum(faultsOf.calls)]),
  slowMilliseconds: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((milliseconds) => milliseconds <= 60_000),
});

/** Creates the page of the switches. */
export function createFaultPages({ simulation, show, showError }: PageContext): Hono {
  const { faults } = simulation;
  const routes = new Hono();
  routes.get('/faults', (context) =>
    show(context, toFaultPage(faults.read(), { isDone: context.req.query('done') === 'set' })),
  );
  routes.post('/faults', async (context) => {
    const typed = Object.fromEntries(await readForm(context));
    const read = settings.safeParse(typed);
    if (read.success) {
      faults.set(read.data);
      return context.redirect('/faults?done=set', 303);
    }
    // Only the time is typed: nothing else can be wrong in a form of ours.
    const isTimeAlone = read.error.issues.every(({ path }) => path[0] === 'slowMilliseconds');
    if (!isTimeAlone) return showError(context, 400);
    const kept = settings.omit({ slowMilliseconds: true }).parse(typed);
    const slow = typed['slowMilliseconds'] ?? '';
    return show(context, toFaultPage({ ...faults.read(), ...kept }, { refusedTime: slow }), 422);
  });
  routes.post('/faults/reset', (context) => {
    faults.set({ appointments: null, 'sign-on': null, calls: null });
    return context.redirect('/faults?done=set', 303);
  });
  return routes;
}
