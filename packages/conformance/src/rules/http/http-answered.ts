import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { ExchangeFailure } from '../../run/exchange.js';

/** A request is answered, whole and in time. */
export const httpAnswered: Rule<{ readonly failure: ExchangeFailure | null }> = {
  id: 'http.answered',
  level: 'official-fails',
  source: guide('Exigences techniques, temps de réponse'),
  looksAt: 'HTTP answer',
  title: {
    fr: 'Une réponse complète arrive à temps.',
    en: 'A complete answer arrives in time.',
  },
  wrong: { fr: 'Il n’y a pas de réponse', en: 'There is no answer' },
  remedy: {
    fr: 'Vérifiez que le logiciel est démarré à cette adresse, qu’il répond en moins de 7 s, et les certificats des deux côtés.',
    en: 'Check that the software runs at this address and answers within 7 s, and the certificates of both sides.',
  },
  find: ({ failure }) =>
    failure === null
      ? []
      : [
          {
            element: failure.code,
            text: {
              fr: `Il n’y a pas de réponse. ${failure.text.fr}`,
              en: `There is no answer. ${failure.text.en}`,
            },
          },
        ],
};
