import {
  copyFirst,
  inText,
  isGet,
  type Loose,
  type Mutation,
  ofAnswer,
  ofJson,
  pick,
  withHeader,
  withStatus,
} from './mutation.js';
import { resourceMutations } from './resource-mutations.js';

const only = ['associations'];
const isPlaces = isGet('/fhir/Location');

const ofPlaces = (rule: string, name: string, change: (bundle: Loose) => void): Mutation => ({
  rule,
  name,
  only,
  vendor: ofJson(isPlaces, change),
});

/** Wrong lists of associations and places. */
export const listMutations: readonly Mutation[] = [
  ...resourceMutations.map(({ rule, name, change }) =>
    ofPlaces(`associations.${rule}`, name, change),
  ),
  { rule: 'associations.status', name: '203', only, vendor: ofAnswer(isPlaces, withStatus(203)) },
  {
    rule: 'associations.content-type',
    name: 'application/json',
    only,
    vendor: ofAnswer(isPlaces, withHeader('content-type', 'application/json')),
  },
  {
    rule: 'associations.outcome',
    name: 'a failure in plain text',
    only,
    vendor: ofAnswer(isPlaces, inText(500)),
  },
  {
    rule: 'associations.total',
    name: 'one too many in total',
    only,
    vendor: ofJson(isGet('/fhir/Organization'), (bundle) => {
      bundle['total'] += 1;
    }),
  },
  ofPlaces('associations.places-total', 'one too many in total', (bundle) => {
    bundle['total'] += 1;
  }),
  ofPlaces('associations.references', 'a place of nobody', (bundle) => {
    for (const location of pick(bundle, 'Location').slice(0, 1)) {
      delete location['managingOrganization'];
    }
  }),
  ofPlaces('associations.listed', 'an association that is not listed', (bundle) => {
    const other = copyFirst(bundle, 'Organization', 'unlisted');
    other['identifier'][0].value = '339000000000000';
  }),
];
