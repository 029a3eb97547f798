import { readSearchSet } from '../../read/search-set/read-search-set.js';
import { ofHand } from '../../rule/of-flow.js';
import type { Text } from '../../rule/text.js';
import { whenRead } from '../../rule/when-read.js';
import type { SearchAnswer } from '../../rules/answer/search-answer.js';
import { slotsBundle } from '../../rules/answer/slots-bundle.js';
import { slotsOutcome } from '../../rules/answer/slots-outcome.js';
import { slotsStatus } from '../../rules/answer/slots-status.js';
import type { ComparedAnswer } from '../../rules/search/compared-answer.js';
import { searchHead } from '../../rules/search/search-head.js';
import { searchNoXml } from '../../rules/search/search-no-xml.js';
import { searchNotPast } from '../../rules/search/search-not-past.js';
import { searchNothing } from '../../rules/search/search-nothing.js';
import { searchPost } from '../../rules/search/search-post.js';
import { searchSameSlots } from '../../rules/search/search-same-slots.js';
import { searchUpsideDown } from '../../rules/search/search-upside-down.js';
import type { SlotAnswer, SlotSearch } from '../../rules/slots/slot-answer.js';
import { slotsFree } from '../../rules/slots/slots-free.js';
import { slotsTypes } from '../../rules/slots/slots-types.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Step } from '../../run/step.js';
import { toFhirHeaders } from '../fhir-request.js';
import { kitSearches } from './kit-search-steps.js';
import { type SearchSpelling, toSearchQuery, toWindow } from './search-request.js';
import { searchSlots } from './search-slots.js';

const group = 'search-by-hand';
const day = 86_400_000;

const usualNote = 'usual-search';
const usualId = 'search-by-hand.usual';
const usualTitle: Text = {
  fr: 'Recherche usuelle, à laquelle comparer',
  en: 'Usual search, to compare with',
};
const after = [usualId];

/** The usual search, answered just before: bookings have changed what the kit's found. */
const findUsual = ({ memory }: Scene) => memory.notes.get(usualNote) as SlotAnswer;

const usualStep = defineStep<SearchAnswer>({
  id: usualId,
  group,
  title: usualTitle,
  uses: kitSearches,
  rules: ofHand<SearchAnswer>(group, 'Recherche usuelle', [slotsStatus, slotsBundle]),
  gate: [`${group}.status`, `${group}.bundle`],
  async run(scene) {
    const before = ['search-both', 'search-two-places', 'search-one-place']
      .map((name) => scene.memory.searches.get(name))
      .find((answer) => answer !== undefined && answer.set.slots.length > 0);
    if (!before) {
      throw new LeaveOut({
        fr: 'Aucune des recherches du kit n’a trouvé de créneau, auquel comparer.',
        en: 'None of the kit’s searches found a slot to compare with.',
      });
    }
    const query = { sirets: before.query.sirets, ...toWindow(scene.now()) };
    const { call, set, exchange } = await searchSlots(scene, { title: usualTitle, query });
    if (set) scene.memory.notes.set(usualNote, { call, set, query });
    return { subject: { call, set }, exchanges: [exchange] };
  },
});

/** A search that must find what the kit's found. */
interface Spelling {
  readonly id: string;
  readonly title: Text;
  readonly spelling?: SearchSpelling;
  readonly change?: (query: SlotSearch) => SlotSearch;
}

/** Associations that nobody carries. */
const strangers = (count: number) =>
  Array.from({ length: count }, (_, index) => `39${String(index).padStart(13, '0')}`);

const spellings: readonly Spelling[] = [
  {
    id: 'raw-pipe',
    title: { fr: '« | » non encodé', en: '`|` unencoded' },
    spelling: { pipe: '|' },
  },
  {
    id: 'bare-plus',
    title: { fr: '« + » non encodé dans les instants', en: '`+` unencoded in instants' },
    spelling: { plus: '+' },
  },
  {
    id: 'without-prefix',
    title: { fr: 'SIRET sans le préfixe 3', en: 'SIRET without the prefix 3' },
    spelling: { spellSiret: (siret) => siret.slice(1) },
  },
  {
    id: 'trailing-comma',
    title: { fr: 'Virgule après la dernière association', en: 'Comma after the last association' },
    spelling: { end: '%2C' },
  },
  {
    id: 'twenty-five',
    title: { fr: '25 associations à la fois', en: '25 associations at once' },
    change: ({ sirets, ...window }) => ({
      ...window,
      sirets: [...sirets, ...strangers(25 - sirets.length)],
    }),
  },
];

const spellingSteps = spellings.map(({ id, title, spelling, change = (query) => query }) =>
  defineStep<ComparedAnswer>({
    id: `search-by-hand.${id}`,
    group,
    title,
    after,
    rules: [searchSameSlots],
    async run(scene) {
      const usual = findUsual(scene);
      const { call, set, exchange } = await searchSlots(scene, {
        title,
        query: change(usual.query),
        spelling,
      });
      const subject = { call, set, usual: usual.set, now: scene.now() };
      return { subject, exchanges: [exchange] };
    },
  }),
);

/** A search of another window, or of nobody. */
interface Elsewhere {
  readonly id: string;
  readonly title: Text;
  readonly change: (query: SlotSearch, now: number) => SlotSearch;
}

const nothings: readonly Elsewhere[] = [
  {
    id: 'past-window',
    title: { fr: 'Période entièrement passée', en: 'Window in the past' },
    change: ({ sirets }, now) => ({ sirets, from: now - 3 * day, to: now - 2 * day }),
  },
  {
    id: 'unknown-association',
    title: { fr: 'Association inconnue', en: 'Unknown association' },
    change: (query) => ({ ...query, sirets: strangers(1) }),
  },
];

const nothingSteps = nothings.map(({ id, title, change }) =>
  defineStep<SearchAnswer>({
    id: `search-by-hand.${id}`,
    group,
    title,
    after,
    rules: [searchNothing],
    async run(scene) {
      const query = change(findUsual(scene).query, scene.now());
      const { call, set, exchange } = await searchSlots(scene, { title, query });
      return { subject: { call, set }, exchanges: [exchange] };
    },
  }),
);

const yesterday: Text = { fr: 'Période commencée hier', en: 'Window that began yesterday' };
const upsideDown: Text = { fr: 'Période à l’envers', en: 'Window upside down' };
const xml: Text = { fr: 'Accept : application/fhir+xml', en: 'Accept: application/fhir+xml' };
const head: Text = { fr: 'HEAD au lieu de GET', en: 'HEAD in place of GET' };
const post: Text = { fr: 'POST _search', en: '`POST _search`' };

/** What a tester tries by hand on searches. */
export const searchByHandSteps: readonly Step[] = [
  usualStep,
  ...spellingSteps,
  ...nothingSteps,
  defineStep({
    id: 'search-by-hand.begun-yesterday',
    group,
    title: yesterday,
    after,
    rules: [
      ...ofHand<SearchAnswer>(group, 'Recherche, période commencée hier', [slotsStatus]),
      ...ofHand(
        group,
        'Recherche, période commencée hier',
        whenRead<SlotAnswer & { readonly now: number }>([searchNotPast, slotsFree, slotsTypes]),
      ),
    ],
    async run(scene) {
      const { query } = findUsual(scene);
      const now = scene.now();
      const asked = { ...query, from: now - day, to: Math.min(query.to, now + 2 * day) };
      const searched = await searchSlots(scene, { title: yesterday, query: asked });
      return { subject: { ...searched, now }, exchanges: [searched.exchange] };
    },
  }),
  defineStep<SearchAnswer>({
    id: 'search-by-hand.upside-down',
    group,
    title: upsideDown,
    after,
    rules: [searchUpsideDown, slotsOutcome],
    async run(scene) {
      const { query } = findUsual(scene);
      const asked = { ...query, from: query.to, to: query.from };
      const { call, set, exchange } = await searchSlots(scene, { title: upsideDown, query: asked });
      return { subject: { call, set }, exchanges: [exchange] };
    },
  }),
  defineStep<SearchAnswer>({
    id: 'search-by-hand.xml',
    group,
    title: xml,
    after,
    rules: [searchNoXml],
    async run(scene) {
      const { query } = findUsual(scene);
      const accept = 'application/fhir+xml';
      const { call, set, exchange } = await searchSlots(scene, { title: xml, query, accept });
      return { subject: { call, set }, exchanges: [exchange] };
    },
  }),
  defineStep<SearchAnswer>({
    id: 'search-by-hand.head',
    group,
    title: head,
    after,
    rules: [searchHead],
    async run(scene) {
      const { query } = findUsual(scene);
      const { call, set, exchange } = await searchSlots(scene, {
        title: head,
        query,
        method: 'HEAD',
      });
      return { subject: { call, set }, exchanges: [exchange] };
    },
  }),
  defineStep<ComparedAnswer>({
    id: 'search-by-hand.post',
    group,
    title: post,
    after,
    rules: [searchPost],
    async run(scene) {
      const usual = findUsual(scene);
      const url = `${scene.settings.vendor}/Schedule/_search`;
      const { answer, exchange } = await scene.call({
        title: post,
        method: 'POST',
        url,
        headers: {
          ...toFhirHeaders(url),
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: toSearchQuery(usual.query),
      });
      const set = answer.status === 200 ? readSearchSet(answer.data) : undefined;
      const subject = { call: answer, set, usual: usual.set, now: scene.now() };
      return { subject, exchanges: [exchange.number] };
    },
  }),
];
