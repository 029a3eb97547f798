import { expect, it } from 'vitest';
import { readSearchSet } from '../../read/search-set/read-search-set.js';
import { query, toSlotBundle } from '../../read/search-set/right-answers.fixture.js';
import type { SearchSet } from '../../read/search-set/search-set.js';
import { findBroken, toNames } from '../../rule/judge.fixture.js';
import type { Rule } from '../../rule/rule.js';
import type { ComparedAnswer } from './compared-answer.js';
import { searchHead } from './search-head.js';
import { searchNoXml } from './search-no-xml.js';
import { searchNothing } from './search-nothing.js';
import { searchPost } from './search-post.js';
import { searchSameSlots } from './search-same-slots.js';
import { searchUpsideDown } from './search-upside-down.js';

const url = 'https://agenda.example/fhir/Schedule?a=1';

function toSet(spoil: (bundle: ReturnType<typeof toSlotBundle>) => void = () => {}): SearchSet {
  const bundle = toSlotBundle(url);
  spoil(bundle);
  const set = readSearchSet(bundle);
  if (!set) throw new Error('Not a Bundle');
  return set;
}

const usual = toSet();
const empty = toSet((bundle) => {
  bundle.entry = undefined;
  bundle.total = 0;
});
const emptyWithTotal = toSet((bundle) => {
  bundle.entry = undefined;
});
const fewer = toSet((bundle) => void bundle.entry?.splice(1, 1));

const answer = (status: number, set?: SearchSet, type?: string): ComparedAnswer => ({
  call: {
    url,
    status,
    headers: new Headers(type === undefined ? {} : { 'content-type': type }),
    data: {},
    durationMilliseconds: 1,
  },
  set,
  usual,
  now: query.from - 3_600_000,
});

const rules: readonly Rule<ComparedAnswer>[] = [
  searchHead,
  searchNoXml,
  searchNothing,
  searchPost,
  searchSameSlots,
  searchUpsideDown,
];
const all = new Map(rules.map((rule) => [rule.id, rule]));

const rows: readonly {
  readonly rule: string;
  readonly right: readonly ComparedAnswer[];
  readonly wrong: readonly ComparedAnswer[];
}[] = [
  {
    rule: 'search.same-slots',
    right: [answer(200, usual)],
    wrong: [answer(200, fewer), answer(200, empty), answer(400), answer(500)],
  },
  {
    rule: 'search.nothing',
    right: [answer(200, empty)],
    wrong: [answer(200, usual), answer(200, emptyWithTotal), answer(404), answer(200)],
  },
  {
    rule: 'search.upside-down',
    right: [answer(400), answer(200, empty)],
    wrong: [answer(200, usual), answer(500)],
  },
  { rule: 'search.no-xml', right: [answer(406)], wrong: [answer(200, usual), answer(500)] },
  {
    rule: 'search.head',
    right: [answer(200, undefined, 'application/fhir+json; charset=utf-8')],
    wrong: [answer(200, undefined, 'text/html'), answer(200), answer(405), answer(500)],
  },
  {
    rule: 'search.post',
    right: [answer(200, usual)],
    wrong: [answer(200, fewer), answer(404), answer(405), answer(500), answer(501), answer(200)],
  },
];

it.each(rows)('$rule', ({ rule, right, wrong }) => {
  const judged = all.get(rule);
  if (!judged) throw new Error(`There is no rule ${rule}`);
  for (const given of right) expect(findBroken([judged], given)).toEqual([]);
  for (const given of wrong) expect(findBroken([judged], given)).toEqual([rule]);
});

it('has a right and a wrong answer for every rule', () => {
  expect(rows.map(({ rule }) => rule).sort()).toEqual(toNames(rules));
});
