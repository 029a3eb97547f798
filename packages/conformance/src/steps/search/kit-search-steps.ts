import type { Text } from '../../rule/text.js';
import { whenRead } from '../../rule/when-read.js';
import { answerRules } from '../../rules/answer/answer-rules.js';
import { slotsBundle } from '../../rules/answer/slots-bundle.js';
import { slotsDuration } from '../../rules/answer/slots-duration.js';
import { slotsStatus } from '../../rules/answer/slots-status.js';
import { bundleRules } from '../../rules/bundle/bundle-rules.js';
import { linkRules } from '../../rules/link/link-rules.js';
import type { ExpectedAnswer, ExpectedSet } from '../../rules/search/expected-set.js';
import { searchCardinality } from '../../rules/search/search-cardinality.js';
import { searchDeclaredConsultations } from '../../rules/search/search-declared-consultations.js';
import { searchDeclaredTypes } from '../../rules/search/search-declared-types.js';
import { searchFilled } from '../../rules/search/search-filled.js';
import { searchNoHomeVisit } from '../../rules/search/search-no-home-visit.js';
import { searchNotPast } from '../../rules/search/search-not-past.js';
import { searchOwners } from '../../rules/search/search-owners.js';
import { slotRules } from '../../rules/slots/slot-rules.js';
import { structureRules } from '../../rules/structure/structure-rules.js';
import type { GroupName } from '../../run/groups.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Evidence, type Step } from '../../run/step.js';
import { findAssociations } from './find-associations.js';
import { toWindow } from './search-request.js';
import { type SearchedSlots, searchSlots } from './search-slots.js';

type KitAnswer = SearchedSlots & Omit<ExpectedAnswer, 'set'>;

interface KitSearch {
  readonly group: GroupName;
  readonly title: Text;
  readonly asked: readonly ('onePlace' | 'twoPlaces')[];
  readonly expected: ExpectedSet;
}

const searches: readonly KitSearch[] = [
  {
    group: 'search-one-place',
    title: {
      fr: 'Recherche des créneaux d’une association d’un lieu',
      en: 'Search of the slots of an association with one place',
    },
    asked: ['onePlace'],
    expected: { schedules: 1, locations: 1, organizations: 1 },
  },
  {
    group: 'search-two-places',
    title: {
      fr: 'Recherche des créneaux d’une association de deux lieux',
      en: 'Search of the slots of an association with two places',
    },
    asked: ['twoPlaces'],
    expected: { schedules: 2, locations: 2, organizations: 1 },
  },
  {
    group: 'search-both',
    title: {
      fr: 'Recherche des créneaux des deux associations',
      en: 'Search of the slots of both associations',
    },
    asked: ['onePlace', 'twoPlaces'],
    expected: { schedules: 3, locations: 3, organizations: 2 },
  },
];

const rules = [
  ...answerRules,
  slotsDuration,
  ...whenRead<ExpectedAnswer>([
    searchFilled,
    ...linkRules,
    ...bundleRules,
    ...structureRules,
    ...slotRules,
    searchNotPast,
    searchCardinality,
    searchOwners,
    searchNoHomeVisit,
    searchDeclaredTypes,
    searchDeclaredConsultations,
  ]),
];

/** Steps that find the slots which later ones open, book or compare with. */
export const kitSearches: readonly string[] = searches.map(({ group }) => `${group}.search`);

/** The official kit's three searches, each with all rules for its answer. */
export const kitSearchSteps: readonly Step[] = searches.map((search) =>
  defineStep<KitAnswer>({
    id: `${search.group}.search`,
    group: search.group,
    title: search.title,
    check: 4,
    rules,
    gate: [slotsStatus.id, slotsBundle.id, searchFilled.id],
    run: (scene) => ask(scene, search),
  }),
);

async function ask(
  scene: Scene,
  { group, title, asked, expected }: KitSearch,
): Promise<Evidence<KitAnswer>> {
  const associations = await findAssociations(scene, asked);
  const now = scene.now();
  const sirets = asked.flatMap((name) => associations[name] ?? []);
  const searched = await searchSlots(scene, { title, query: { sirets, ...toWindow(now) } });
  const { call, set, query } = searched;
  if (set) scene.memory.searches.set(group, { call, set, query });
  const { slotTypes, consultations } = scene.settings;
  const declared = { slotTypes, consultations };
  return {
    subject: { ...searched, expected, declared, now },
    exchanges: [searched.exchange],
  };
}
