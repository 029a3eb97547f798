import { isAppointmentTransition as isTransition } from '@sas-sos/appointments';
import { type Html, html } from '../pages/html.js';
import { csrfField } from '../pages/layout.js';
import type { Appointment } from './appointment.js';
import type { AppointmentPageContent } from './appointment-page-content.js';
import { toAppointmentPath } from './appointment-path.js';
import { isOpen } from './change-appointment.js';
import { kindForm } from './kind-form.js';
import { toShortRpps } from './parse-rpps.js';
import { rescheduleForm } from './reschedule-form.js';

/** Renders the actions that are possible on an appointment. */
export function renderActions(content: AppointmentPageContent, timeZone: string): Html | undefined {
  const { appointment, choices, signedIn, isStaff } = content;
  const { id, status } = appointment;
  const isHonourable = isStaff && isTransition(status, 'fulfilled');
  if (!isOpen(appointment) && !isHonourable) return undefined;
  return html`<h2>Actions</h2>
${isStaff && isOpen(appointment) && renderEffectorForm(content)}
${isHonourable && renderHonouredForm(content)}
${isStaff && isTransition(status, 'noshow') && status !== 'noshow' && renderNoShowForm(content)}
${isOpen(appointment) && renderCancelForm(content)}
${isOpen(appointment) && renderKindForm(content)}
${isOpen(appointment) && rescheduleForm({ id, choices, timeZone, signedIn })}`;
}

/** Asks before it cancels, without script: the button is in a part that opens first. */
function renderCancelForm({ appointment: { id }, signedIn }: AppointmentPageContent): Html {
  return html`<details class="ask"><summary>Annuler le rendez-vous…</summary>
<form method="post" action="${toAppointmentPath(id)}/status">
${csrfField(signedIn.csrf)}<input type="hidden" name="status" value="cancelled">
<p>Le créneau redevient libre pour tous aussitôt, et l’annulation est définitive. Prévenez le patient.</p>
<p><button class="danger">Oui, annuler ce rendez-vous</button></p>
</form></details>`;
}

function renderKindForm({
  appointment,
  kinds,
  slot,
  signedIn,
}: AppointmentPageContent): Html | false {
  const [kind, ...open] = kinds;
  const others = (slot?.consultation ?? []).filter((offered) => offered !== kind);
  // While it is open, the question is at the top of the page.
  if (open.length > 0 || others.length === 0) return false;
  return html`<details class="ask"><summary>Changer le type de consultation…</summary>
<p>Même créneau, autre type. Prévenez le patient.</p>
${kindForm({
  action: `${toAppointmentPath(appointment.id)}/consultation`,
  kinds: others,
  toLabel: (name) => `Changer pour : ${name}`,
  signedIn,
})}</details>`;
}

function renderNoShowForm({ appointment: { id }, signedIn }: AppointmentPageContent): Html {
  return html`<form method="post" action="${toAppointmentPath(id)}/status">
${csrfField(signedIn.csrf)}<input type="hidden" name="status" value="noshow">
<p><button class="second">Non honoré : le patient n’est pas venu</button></p>
</form>`;
}

function renderHonouredForm({ appointment, signedIn }: AppointmentPageContent): Html {
  const { id, status } = appointment;
  return html`<form method="post" action="${toAppointmentPath(id)}/status" class="fields">
${csrfField(signedIn.csrf)}<input type="hidden" name="status" value="fulfilled">
<fieldset><legend>${status === 'fulfilled' ? 'Corriger le médecin' : 'Le patient est venu'}</legend>
${renderRppsField(appointment, 'rpps-seen', 'RPPS du médecin qui a vu le patient')}
<p><button>${status === 'fulfilled' ? 'Corriger' : 'Rendez-vous honoré'}</button></p></fieldset>
</form>`;
}

function renderEffectorForm({ appointment, signedIn }: AppointmentPageContent): Html {
  return html`<form method="post" action="${toAppointmentPath(appointment.id)}/effector" class="fields">
${csrfField(signedIn.csrf)}
<fieldset><legend>Désigner le médecin</legend>
${renderRppsField(appointment, 'rpps-chosen', 'RPPS du médecin qui verra le patient')}
<p><button>Désigner</button></p></fieldset>
</form>`;
}

function renderRppsField({ effector }: Appointment, id: string, label: string): Html {
  return html`<p><label for="${id}">${label}</label>
<input id="${id}" name="rpps" value="${effector === null ? '' : toShortRpps(effector)}" inputmode="numeric" maxlength="20" autocomplete="off" aria-describedby="${id}-form" required>
<span id="${id}-form" class="soft">11 chiffres</span></p>`;
}
