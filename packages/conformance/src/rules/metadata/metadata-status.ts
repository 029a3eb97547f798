import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { MetadataAnswer } from './capabilities.js';

/** `/metadata` is answered 200. */
export const metadataStatus: Rule<MetadataAnswer> = {
  id: 'metadata.status',
  level: 'official-fails',
  source: kitSos('CapabilityStatement, statut'),
  check: 3,
  looksAt: 'HTTP status',
  title: { fr: '/metadata est répondu 200.', en: '/metadata is answered 200.' },
  wrong: { fr: '/metadata n’est pas répondu 200', en: '/metadata is not answered 200' },
  remedy: {
    fr: 'Servez GET [base]/metadata, avec le même certificat que les autres flux.',
    en: 'Serve GET [base]/metadata, with the same certificate as the other flows.',
  },
  find: ({ call: { status } }) =>
    status === 200 ? [] : [{ element: 'status', expected: '200', received: String(status) }],
};
