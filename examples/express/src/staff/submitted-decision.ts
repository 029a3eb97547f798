import { type Html, html } from '../pages/html.js';

/** A form on a refused report that could not be carried out, as it was submitted. */
export interface SubmittedDecision {
  readonly position: number;
  readonly action: 'mend' | 'resend' | 'drop';
  /** What was written, by the name of its field; an absent field was not submitted. */
  readonly values: Readonly<Record<string, string>>;
  /** Names of the fields that are wrong. */
  readonly wrong: readonly string[];
}

/** Renders the attributes of a field of that form, as it was submitted. */
export type RenderField = (name: string, value?: string) => Html;

/** Renders fields with what was submitted in this form, else with their own values. */
export function createFields(
  submitted: SubmittedDecision | undefined,
  { position, action }: Pick<SubmittedDecision, 'position' | 'action'>,
): RenderField {
  const isThis = submitted?.position === position && submitted.action === action;
  return (name, value = '') => {
    const written = isThis ? (submitted.values[name] ?? value) : value;
    return html`name="${name}" value="${written}"${isThis && submitted.wrong.includes(name) && html` aria-invalid="true"`}`;
  };
}
