import { declarationsAnswered } from '../../rules/declarations/declarations-answered.js';
import { declarationsFavourable } from '../../rules/declarations/declarations-favourable.js';
import { LeaveOut } from '../../run/leave-out.js';
import { defineStep, type Step } from '../../run/step.js';

/** What a person declares, for the record. */
export const declarationSteps: readonly Step[] = [
  defineStep({
    id: 'declarations.answers',
    group: 'declarations',
    title: {
      fr: 'Les six questions du kit officiel',
      en: 'The six questions of the official kit',
    },
    rules: [declarationsAnswered, declarationsFavourable],
    async run({ settings: { declarations } }) {
      if (Object.keys(declarations).length === 0) {
        throw new LeaveOut({
          fr: 'Répondez aux six questions du kit dans declarations.',
          en: 'Answer the six questions of the kit in declarations.',
        });
      }
      return { subject: { declarations }, exchanges: [] };
    },
  }),
];
