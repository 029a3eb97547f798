import { Hono } from 'hono';
import { z } from 'zod';
import {
  type Fault,
  type FaultSettings,
  type FaultTarget,
  faultsOf,
} from '../../state/fault-switches.js';
import { targetWords, toFaultWords } from './fault-words.js';
import { readForm } from './form.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import type { PageContext } from './page-context.js';

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
    // Only the time is typed: nothing else in our own form can be invalid.
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

/** The switches, and what each should cause in the vendor's software. */
function toFaultPage(
  settings: FaultSettings,
  {
    isDone = false,
    refusedTime,
  }: { readonly isDone?: boolean; readonly refusedTime?: string } = {},
): PageContent {
  const isOn = settings.appointments || settings['sign-on'] || settings.calls;
  return {
    title: 'Pannes',
    current: 'faults',
    main: html`<h1>Pannes</h1>
<p class="lead">Mettez la plateforme en difficulté et observez votre logiciel. Sous chaque panne : ce qu’il devrait faire.</p>
${isDone && html`<p class="notice ok" role="status">${isOn ? 'Enregistré : la panne prend effet au prochain échange.' : 'Tout est rétabli : la plateforme répond normalement.'}</p>`}
<form class="faults" method="post" action="/faults" novalidate>
<div class="columns">
${(Object.keys(faultsOf) as FaultTarget[]).map((target) => toTarget(target, settings[target]))}
</div>
<div class="card row">
<p class="field"><label for="slowMilliseconds">Retard, en millisecondes</label>
<input id="slowMilliseconds" name="slowMilliseconds" inputmode="numeric" value="${refusedTime ?? settings.slowMilliseconds}" aria-describedby="retard-aide${refusedTime !== undefined && ' retard-erreur'}"${refusedTime !== undefined && html` aria-invalid="true"`}>
${refusedTime !== undefined && html`<span class="mistake" id="retard-erreur">✕ Un nombre entier, de 0 à 60 000.</span>`}
<small id="retard-aide">Pour les pannes « en retard » : de 0 à 60 000.</small></p>
<button>Appliquer</button>
</div>
</form>`,
  };
}

function toTarget(target: FaultTarget, current: Fault | null): Html {
  const { title, about } = targetWords[target];
  return html`<fieldset class="card" aria-describedby="${target}-aide">
<legend><h2>${title}</h2></legend>
<p class="soft" id="${target}-aide">${about}</p>
<label class="choice"><input type="radio" name="${target}" value=""${current === null && html` checked`}> <span>Fonctionnement normal</span></label>
${faultsOf[target].map((fault) => {
  const words = toFaultWords(target, fault);
  const id = `${target}-${fault}`;
  return html`<div class="choice"><input type="radio" id="${id}" name="${target}" value="${fault}"${current === fault && html` checked`} aria-describedby="${id}-attendu"> <div><label for="${id}">${words.title}</label>
<small id="${id}-attendu">${words.expected}</small></div></div>
`;
})}</fieldset>
`;
}
