import { type Html, html } from '../pages/html.js';
import { csrfField, type SignedIn } from '../pages/layout.js';
import { toDate } from '../pages/local-time.js';
import { renderZone, toTimes } from '../pages/place-time.js';
import { toAudience, toConsultation, toReasons } from '../pages/words.js';
import type { StoredSlot } from '../store/store.js';
import { toAppointmentPath } from './appointment-path.js';
import type { MoveChoices } from './move-choices.js';

/** Slots shown at once; the others open on request. */
const shownChoices = 5;

/** Renders the slots that an appointment can be moved to: those of the same kind first. */
export function rescheduleForm({
  id,
  choices: { same, other },
  timeZone,
  signedIn,
}: {
  readonly id: string;
  readonly choices: MoveChoices;
  readonly timeZone: string;
  readonly signedIn: SignedIn;
}): Html {
  if (same.length + other.length === 0) {
    return html`<p>Déplacer : aucun autre créneau de ce lieu n’est libre à une semaine près.</p>`;
  }
  const renderChoices = (slots: readonly StoredSlot[], chosen?: StoredSlot) =>
    html`<ul class="choices">${slots.map((slot) => renderChoice(slot, { timeZone, isChosen: slot === chosen }))}</ul>`;
  return html`<form method="post" action="${toAppointmentPath(id)}/reschedule" class="fields">
${csrfField(signedIn.csrf)}
<fieldset><legend>Déplacer le rendez-vous</legend>
${
  same.length > 0
    ? html`<p>Créneaux libres de ce lieu, même type de consultation, du plus proche au plus éloigné :</p>
${renderChoices(same.slice(0, shownChoices), same[0])}
${same.length > shownChoices && html`<details><summary>Voir ${same.length - shownChoices} autres créneaux du même type</summary>${renderChoices(same.slice(shownChoices))}</details>`}`
    : html`<p>Aucun autre créneau libre de ce lieu n’est du même type de consultation.</p>`
}
${
  other.length > 0 &&
  html`<details><summary>Changer de type de consultation (${other.length} ${other.length > 1 ? 'créneaux' : 'créneau'})</summary>
<p>Une confirmation vous sera demandée.</p>${renderChoices(other)}</details>`
}
<p><button>Déplacer</button></p></fieldset>
</form>`;
}

function renderChoice(
  slot: StoredSlot,
  { timeZone, isChosen }: { readonly timeZone: string; readonly isChosen: boolean },
): Html {
  return html`<li><label><input type="radio" name="slot" value="${slot.id}" required${isChosen && html` checked`}>
<span><strong>${toDate(slot.startsAt, timeZone)}, ${toTimes(slot, timeZone)}</strong>${renderZone(slot, timeZone)} <span>${toConsultation(slot)}</span> <span class="soft">Motifs : ${toReasons(slot)}. Pour : ${toAudience(slot)}.</span></span></label></li>
`;
}
