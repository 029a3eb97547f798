import type { Consultation } from '@sas-sos/core';
import { type Html, html } from '../pages/html.js';
import { csrfField, type SignedIn } from '../pages/layout.js';
import { toKindName } from '../pages/words.js';

/** Renders one button for each kind of consultation: choosing and sending are one click. */
export function kindForm({
  action,
  kinds,
  slotId,
  toLabel,
  note,
  signedIn,
}: {
  readonly action: string;
  readonly kinds: readonly Consultation[];
  /** The slot that the form is about; absent: that of the appointment. */
  readonly slotId?: string | undefined;
  /** Writes the text of a button. */
  readonly toLabel: (kindName: string) => string;
  /** What the buttons do, after them. */
  readonly note?: Html | undefined;
  readonly signedIn: SignedIn;
}): Html {
  return html`<form method="post" action="${action}">
${csrfField(signedIn.csrf)}${slotId !== undefined && html`<input type="hidden" name="slot" value="${slotId}">`}
<p class="buttons">${kinds.map((kind) => html`<button name="consultation" value="${kind}">${toLabel(toKindName(kind))}</button> `)}</p>
${note}</form>`;
}
