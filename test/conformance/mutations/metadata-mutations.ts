import { isGet, type Loose, type Mutation, ofAnswer, ofJson, withStatus } from './mutation.js';

const only = ['metadata'];
const isMetadata = isGet('/fhir/metadata');

const ofStatement = (rule: string, name: string, change: (statement: Loose) => void): Mutation => ({
  rule,
  name,
  only,
  vendor: ofJson(isMetadata, change),
});

const resourceOf = ({ rest: [rest] }: Loose, type: string): Loose =>
  rest.resource.find((resource: Loose) => resource['type'] === type);

const unanswered = {
  rppsUsed: true,
  rppsAlwaysThere: true,
  structureIdentifier: 'SIRET',
  healthDataHosting: true,
} as const;

/** Wrong statements, of the software and of a person. */
export const metadataMutations: readonly Mutation[] = [
  { rule: 'metadata.status', name: '404', only, vendor: ofAnswer(isMetadata, withStatus(404)) },
  ofStatement('metadata.statement', 'another resource', (statement) => {
    statement['resourceType'] = 'Conformance';
  }),
  ofStatement('metadata.version', 'FHIR R5', (statement) => {
    statement['fhirVersion'] = '5.0.0';
  }),
  ofStatement('metadata.agenda', 'no search of Slot', ({ rest: [rest] }) => {
    rest.resource = rest.resource.filter((resource: Loose) => resource['type'] !== 'Slot');
  }),
  ofStatement('metadata.structure', 'no conditional update', (statement) => {
    resourceOf(statement, 'Practitioner')['conditionalUpdate'] = false;
  }),
  {
    rule: 'declarations.answered',
    name: 'two questions without an answer',
    only: ['declarations'],
    configuration: () => ({ declarations: unanswered }),
  },
  {
    rule: 'declarations.favourable',
    name: 'no two-factor sign-in',
    only: ['declarations'],
    configuration: ({ declarations }) => ({ declarations: { ...declarations, twoFactor: false } }),
  },
];
