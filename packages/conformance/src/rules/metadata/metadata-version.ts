import { toList, toObject } from '../../read/json-value.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { isStatement, type MetadataAnswer } from './capabilities.js';

/** The server speaks FHIR R4, in JSON. */
export const metadataVersion: Rule<MetadataAnswer> = {
  id: 'metadata.version',
  level: 'guide',
  source: guide('CapabilityStatement, fhirVersion et format'),
  check: 3,
  looksAt: 'CapabilityStatement.fhirVersion, CapabilityStatement.format',
  title: {
    fr: 'La version est FHIR R4 (4.0.1), le format JSON.',
    en: 'The version is FHIR R4 (4.0.1), the format JSON.',
  },
  wrong: {
    fr: 'La version n’est pas 4.0.1, ou le format JSON n’est pas déclaré',
    en: 'The version is not 4.0.1, or the format JSON is not declared',
  },
  remedy: {
    fr: 'Déclarez fhirVersion « 4.0.1 » et format « application/fhir+json ».',
    en: 'Declare fhirVersion `4.0.1` and format `application/fhir+json`.',
  },
  applies: isStatement,
  find: ({ call: { data } }) => {
    const { fhirVersion, format } = toObject(data);
    const version = String(fhirVersion ?? '–');
    const formats = toList(format).map(String);
    return [
      ...(version === '4.0.1'
        ? []
        : [{ element: 'CapabilityStatement.fhirVersion', expected: '4.0.1', received: version }]),
      ...(formats.some((name) => /json/.test(name))
        ? []
        : [
            {
              element: 'CapabilityStatement.format',
              expected: 'application/fhir+json',
              received: formats.join(', '),
            },
          ]),
    ];
  },
};
