import { tryParse } from '@sas-sos/fhir-http';
import type { Rule } from '../rule.js';
import type { ReadAnswer } from './bundle-rules.js';

/** Rules for `Bundle.link`: certification 7, and the profile, which allows no paging. */
export const linkRules: readonly Rule<ReadAnswer>[] = [
  {
    name: 'single-link',
    severity: 'error',
    right: 'Il y a un seul lien, self : tout vient en une réponse.',
    find: ({ set: { links } }) =>
      links.length === 1 && links[0]?.relation === 'self'
        ? undefined
        : 'Le Bundle doit avoir un seul lien, self : il n’y a pas de pages dans ce flux.',
  },
  {
    name: 'self-link',
    severity: 'error',
    right: 'Le lien self reprend les paramètres de la requête.',
    find: ({ call, set }) => {
      const link = toSelf(set);
      if (link === undefined) return 'Le lien self manque.';
      const asked = toParameters(call.url);
      const repeated = toParameters(link);
      if (!repeated) return 'Le lien self n’est pas une adresse absolue.';
      return asked?.join('\n') === repeated.join('\n')
        ? undefined
        : 'Le lien self n’a pas les paramètres de la requête, valeur pour valeur.';
    },
  },
  {
    name: 'self-address',
    severity: 'warning',
    right: 'Le lien self est l’adresse de la requête, à la lettre.',
    find: ({ call, set }) =>
      toSelf(set) === call.url
        ? undefined
        : 'Le lien self n’est pas, à la lettre, l’adresse de la requête.',
  },
];

function toSelf({ links }: ReadAnswer['set']): string | undefined {
  return links.find(({ relation }) => relation === 'self')?.url;
}

/** Names and values of a query, sorted. */
function toParameters(url: string): readonly string[] | undefined {
  const parsed = tryParse(() => new URL(url));
  return parsed && [...parsed.searchParams].map((pair) => JSON.stringify(pair)).sort();
}
