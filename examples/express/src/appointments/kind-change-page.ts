import type { Consultation } from '@sas-sos/core';
import { html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { toSpan } from '../pages/place-time.js';
import { toAudience, toConsultation, toReasons } from '../pages/words.js';
import type { StoredSlot } from '../store/store.js';
import type { Appointment } from './appointment.js';
import { toAppointmentPath } from './appointment-path.js';
import { kindForm } from './kind-form.js';

/** Renders the question whether moving an appointment may change its kind of consultation. */
export function kindChangePage({
  appointment,
  kinds,
  slot,
  timeZone,
  signedIn,
}: {
  readonly appointment: Appointment;
  /** The present kind, or those among which nobody has chosen yet. */
  readonly kinds: readonly Consultation[];
  readonly slot: StoredSlot;
  readonly timeZone: string;
  readonly signedIn: SignedIn;
}): string {
  const path = toAppointmentPath(appointment.id);
  const title = 'Changer le type de consultation ?';
  return layout({
    title,
    signedIn,
    main: html`<h1>${title}</h1>
<p role="alert" class="alert">Le rendez-vous n’a pas encore été déplacé : ce créneau change le type de consultation. Prévenez le patient avant de confirmer.</p>
<dl>
<dt>Actuellement prévu</dt><dd>${toConsultation({ consultation: kinds })}, ${toSpan(appointment, timeZone)}</dd>
<dt>Créneau choisi</dt><dd><strong>${toConsultation(slot)}</strong>, ${toSpan(slot, timeZone)}</dd>
<dt>Motifs</dt><dd>${toReasons(slot)}</dd>
<dt>Pour qui</dt><dd>${toAudience(slot)}</dd>
</dl>
${kindForm({
  action: `${path}/reschedule`,
  kinds: slot.consultation,
  slotId: slot.id,
  toLabel: (kind) => `Déplacer, et changer pour : ${kind}`,
  signedIn,
})}
<p><a href="${path}">Ne rien changer, revenir au rendez-vous</a></p>`,
  });
}
