import type { RegulatorDeskOutcome } from '../../platform/regulators/regulator-desk.js';
import type { RegulatorFields } from '../../platform/regulators/regulator-fields.js';
import { type Html, html } from './html.js';

/** The typed values, kept when they are refused. */
export type TypedRegulator = Readonly<Record<keyof RegulatorFields, string>>;

export type RegulatorMistakes = Extract<RegulatorDeskOutcome, { outcome: 'refused' }>['mistakes'];

export const emptyRegulator: TypedRegulator = {
  familyName: '',
  givenName: '',
  email: '',
  nationalId: '',
};

const fields = [
  { field: 'familyName', label: 'Nom', type: 'text', help: '', isRequired: true },
  { field: 'givenName', label: 'Prénom', type: 'text', help: '', isRequired: true },
  { field: 'email', label: 'Adresse e-mail', type: 'email', help: '', isRequired: true },
  {
    field: 'nationalId',
    label: 'Identifiant national',
    type: 'text',
    help: 'RPPS précédé de 8, par exemple. Vide : la plateforme emploie un identifiant technique.',
    isRequired: false,
  },
] as const;

/** Reads the form; every field is always present. */
export function readRegulatorForm(form: URLSearchParams): TypedRegulator {
  const read = (field: string) => (form.get(field) ?? '').trim();
  return {
    familyName: read('familyName'),
    givenName: read('givenName'),
    email: read('email'),
    nationalId: read('nationalId'),
  };
}

/** The fields of a regulator, each with its mistake. */
export function toRegulatorForm({
  action,
  button,
  typed,
  mistakes,
}: {
  readonly action: string;
  readonly button: string;
  readonly typed: TypedRegulator;
  readonly mistakes: RegulatorMistakes;
}): Html {
  return html`${
    mistakes.length > 0 &&
    html`<p class="notice bad" role="alert"><strong>Rien n’a été enregistré.</strong> Corrigez ${mistakes.length > 1 ? 'les champs signalés' : 'le champ signalé'} ci-dessous.</p>`
  }
<form class="card fields" method="post" action="${action}" novalidate>
${fields.map((field) => toField(field, typed, mistakes))}
<button>${button}</button>
</form>`;
}

function toField(
  { field, label, type, help, isRequired }: (typeof fields)[number],
  typed: TypedRegulator,
  mistakes: RegulatorMistakes,
): Html {
  const wrong = mistakes.filter((mistake) => mistake.field === field);
  const described = [wrong.length > 0 && `${field}-erreur`, help && `${field}-aide`]
    .filter(Boolean)
    .join(' ');
  return html`<p class="field"><label for="${field}">${label}${!isRequired && html` <small>(facultatif)</small>`}</label>
<input id="${field}" name="${field}" type="${type}" value="${typed[field]}" autocomplete="off" maxlength="254"${isRequired && html` required`}${wrong.length > 0 && html` aria-invalid="true"`}${described && html` aria-describedby="${described}"`}>
${wrong.length > 0 && html`<span class="mistake" id="${field}-erreur">✕ ${wrong.map(({ message }) => message).join(' ')}</span>`}
${help && html`<small id="${field}-aide">${help}</small>`}</p>
`;
}
