import { readSearchSet } from '../../read/search-set/read-search-set.js';
import type { SearchSet } from '../../read/search-set/search-set.js';
import type { Text } from '../../rule/text.js';
import { whenRead } from '../../rule/when-read.js';
import type { ReadAnswer, SearchAnswer } from '../../rules/answer/search-answer.js';
import {
  associationRules,
  listAnswerRules,
  placeRules,
} from '../../rules/associations/association-rules.js';
import type { PlaceAnswer } from '../../rules/associations/place-answer.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Step } from '../../run/step.js';
import { toFhirHeaders } from '../fhir-request.js';

const shared = { group: 'associations' } as const;
const associations: Text = { fr: 'Liste des associations', en: 'List of associations' };
const places: Text = { fr: 'Liste des lieux', en: 'List of places' };

/** INT_SOS-transco: nothing of it is in the official kit. */
export const associationSteps: readonly Step[] = [
  defineStep<SearchAnswer>({
    ...shared,
    id: 'associations.organizations',
    title: associations,
    rules: [...listAnswerRules, ...whenRead<ReadAnswer>(associationRules)],
    gate: ['associations.status', 'associations.bundle'],
    async run(scene) {
      const { answer, exchange } = await list(scene, associations, '/Organization');
      if (answer.set) scene.memory.notes.set('organizations', answer.set);
      return { subject: answer, exchanges: [exchange] };
    },
  }),
  defineStep<SearchAnswer & { readonly listed: SearchSet }>({
    ...shared,
    id: 'associations.locations',
    title: places,
    after: ['associations.organizations'],
    rules: [...listAnswerRules, ...whenRead<PlaceAnswer>(placeRules)],
    async run(scene) {
      const path = '/Location?_include=Location%3Aorganization';
      const { answer, exchange } = await list(scene, places, path);
      const listed = scene.memory.notes.get('organizations') as SearchSet;
      return { subject: { ...answer, listed }, exchanges: [exchange] };
    },
  }),
];

async function list(scene: Scene, title: Text, path: string) {
  const url = `${scene.settings.vendor}${path}`;
  const { answer, exchange } = await scene.call({ title, url, headers: toFhirHeaders(url) });
  const set = answer.status === 200 ? readSearchSet(answer.data) : undefined;
  return { answer: { call: answer, set }, exchange: exchange.number };
}
