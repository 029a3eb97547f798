import { profiles } from '@sas-sos/fhir-http';
import type { VendorAnswer } from '../answer/vendor-answer.js';
import { nameResources, type Rule } from '../rule.js';
import type { AnsweredResource, SearchSet } from '../search-set/search-set.js';
import { findEmptyElement } from './find-empty-element.js';

/** A readable answer to a search. */
export interface ReadAnswer {
  readonly call: VendorAnswer;
  readonly set: SearchSet;
}

const profileOf: Readonly<Record<string, string>> = {
  Slot: profiles.slot,
  Schedule: profiles.schedule,
  Location: profiles.location,
  Organization: profiles.organization,
};

/** Rules for the form of a search set, whatever the search. */
export const bundleRules: readonly Rule<ReadAnswer>[] = [
  {
    // Certification 6, except what needs a profile validator.
    name: 'profiles',
    severity: 'error',
    right: 'Chaque ressource déclare le profil de son type, et lui seul.',
    find: ({ set: { entries } }) =>
      nameResources(
        'Le profil déclaré n’est pas celui du guide, ou n’est pas seul',
        entries.map(({ resource }) => resource).filter(isWithoutProfile),
      ),
  },
  {
    name: 'resource-types',
    severity: 'error',
    right: 'Il n’y a que des ressources attendues.',
    find: ({ set: { entries } }) =>
      nameResources(
        'Ces ressources n’ont rien à faire dans la réponse',
        entries
          .map(({ resource }) => resource)
          .filter(({ type = '' }) => !Object.hasOwn(profileOf, type)),
      ),
  },
  {
    name: 'entries',
    severity: 'error',
    right: 'Chaque entrée a son adresse (fullUrl), son rôle (search.mode) et un id.',
    find: ({ set: { entries } }) =>
      nameResources(
        'Il manque à ces entrées fullUrl, search.mode (match ou include) ou un id',
        entries
          .filter(
            ({ fullUrl, mode = '', resource: { id } }) =>
              fullUrl === undefined || !/^(?:match|include)$/.test(mode) || id === undefined,
          )
          .map(({ resource }) => resource),
      ),
  },
  {
    name: 'duplicates',
    severity: 'error',
    right: 'Chaque ressource n’apparaît qu’une fois.',
    find: ({ set: { entries } }) => {
      const seen = new Set<string>();
      const repeated = entries.flatMap(({ resource }) => {
        const key = `${resource.type}/${resource.id}`;
        const isRepeated = resource.id !== undefined && seen.has(key);
        seen.add(key);
        return isRepeated ? [resource] : [];
      });
      return nameResources('Ces ressources viennent plus d’une fois', repeated);
    },
  },
  {
    name: 'size',
    severity: 'error',
    right: 'La réponse a pu être lue en entier.',
    find: ({ set: { isCut, entries } }) =>
      isCut ? `Au-delà de ${entries.length} entrées, la réponse n’est plus lue.` : undefined,
  },
  {
    name: 'empty-elements',
    severity: 'error',
    right: 'Aucun élément n’est vide.',
    find: ({ call: { data } }) => {
      const path = findEmptyElement(data);
      return path === undefined
        ? undefined
        : `FHIR ne connaît pas d’élément vide, ni si profond : ${path}.`;
    },
  },
];

function isWithoutProfile({ type = '', profiles: declared }: AnsweredResource): boolean {
  const expected = Object.hasOwn(profileOf, type) ? profileOf[type] : undefined;
  return expected !== undefined && (declared.length !== 1 || declared[0] !== expected);
}
