import { Hono } from 'hono';
import { z } from 'zod';
import { type FaultLimit, faultLimitBounds } from '../../state/fault-limit.js';
import { type FaultTarget, faultsOf } from '../../state/fault-switches.js';
import { type FaultFields, toFaultPage } from './fault-page.js';
import { readForm } from './form.js';
import type { PageContext } from './page-context.js';

const none = z.literal('').transform(() => null);
const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((number) => number >= least && number <= most);
const limit = (name: keyof FaultLimit) =>
  z.union([none, whole(1, faultLimitBounds[name])]).default(null);
const switches = {
  appointments: z.union([none, z.enum(faultsOf.appointments)]),
  'sign-on': z.union([none, z.enum(faultsOf['sign-on'])]),
  calls: z.union([none, z.enum(faultsOf.calls)]),
};
const settings = z.object({
  ...switches,
  slowMilliseconds: whole(0, 60_000),
  requests: limit('requests'),
  seconds: limit('seconds'),
  percent: limit('percent'),
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
      const { requests, seconds, percent, ...others } = read.data;
      // The share of all requests is no limit.
      const own = { requests, seconds, percent: percent === 100 ? null : percent };
      const targets = Object.keys(faultsOf) as FaultTarget[];
      faults.set({ ...others, limits: Object.fromEntries(targets.map((name) => [name, own])) });
      return context.redirect('/faults?done=set', 303);
    }
    // Only numbers are typed: nothing else in our own form can be invalid.
    const kept = z.object(switches).safeParse(typed);
    if (!kept.success) return showError(context, 400);
    const refused = new Set(read.error.issues.map(({ path }) => path[0] as keyof FaultFields));
    const current = faults.read();
    return show(context, toFaultPage({ ...current, ...kept.data }, { typed, refused }), 422);
  });
  routes.post('/faults/reset', (context) => {
    faults.set({ appointments: null, 'sign-on': null, calls: null });
    return context.redirect('/faults?done=set', 303);
  });
  return routes;
}
