import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { isStatement, type MetadataAnswer, readCapabilities } from './capabilities.js';

/** What each resource of the requirement supports. */
const required = [
  {
    type: 'Schedule',
    parameters: [] as readonly string[],
    includes: ['Schedule:actor'],
    revIncludes: ['Slot:schedule'],
  },
  { type: 'Slot', parameters: ['start'], includes: [], revIncludes: [] },
  { type: 'Location', parameters: ['organization'], includes: [], revIncludes: [] },
  { type: 'Organization', parameters: ['identifier'], includes: [], revIncludes: [] },
] as const;

/** The statement declares the searches of the agenda. */
export const metadataAgenda: Rule<MetadataAnswer> = {
  id: 'metadata.agenda',
  level: 'guide',
  source: guide('CapabilityStatement SAS-GestionnaireAgenda-SOS'),
  check: 3,
  looksAt: 'CapabilityStatement.rest.resource(Schedule, Slot, Location, Organization)',
  title: {
    fr: 'Les recherches de l’agenda sont déclarées.',
    en: 'The searches of the agenda are declared.',
  },
  wrong: {
    fr: 'Une ressource, une interaction, un paramètre ou une inclusion de l’agenda n’est pas déclaré',
    en: 'A resource, an interaction, a parameter or an include of the agenda is not declared',
  },
  remedy: {
    fr: 'Déclarez Schedule, Slot, Location et Organization : read, search-type, leurs paramètres et inclusions.',
    en: 'Declare Schedule, Slot, Location and Organization: read, search-type, their parameters and includes.',
  },
  applies: isStatement,
  find: (answer) => {
    const capabilities = readCapabilities(answer);
    return required.flatMap(({ type, parameters, includes, revIncludes }): readonly Fault[] => {
      const at = `CapabilityStatement.rest.resource(${type})`;
      const found = capabilities.find((capability) => capability.type === type);
      if (!found) return [{ element: at, expected: type }];
      const begins = (list: readonly string[], start: string) =>
        list.some((item) => item === start || item.startsWith(`${start}:`));
      return [
        ...['read', 'search-type']
          .filter((code) => !found.interactions.includes(code))
          .map((expected) => ({ element: `${at}.interaction`, expected })),
        ...parameters
          .filter((name) => !found.parameters.includes(name))
          .map((expected) => ({ element: `${at}.searchParam`, expected })),
        ...includes
          .filter((name) => !begins(found.includes, name))
          .map((expected) => ({ element: `${at}.searchInclude`, expected })),
        ...revIncludes
          .filter((name) => !begins(found.revIncludes, name))
          .map((expected) => ({ element: `${at}.searchRevInclude`, expected })),
      ];
    });
  },
};
