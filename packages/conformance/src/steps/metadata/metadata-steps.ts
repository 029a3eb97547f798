import { metadataAgenda } from '../../rules/metadata/metadata-agenda.js';
import { metadataStatement } from '../../rules/metadata/metadata-statement.js';
import { metadataStatus } from '../../rules/metadata/metadata-status.js';
import { metadataStructure } from '../../rules/metadata/metadata-structure.js';
import { metadataVersion } from '../../rules/metadata/metadata-version.js';
import { defineStep, type Step } from '../../run/step.js';
import { toFhirHeaders } from '../fhir-request.js';

const title = { fr: 'Lecture de /metadata', en: 'Read of /metadata' } as const;

/** The CapabilityStatement. */
export const metadataSteps: readonly Step[] = [
  defineStep({
    id: 'metadata.read',
    group: 'metadata',
    title,
    check: 3,
    rules: [metadataStatus, metadataStatement, metadataVersion, metadataAgenda, metadataStructure],
    async run(scene) {
      const url = `${scene.settings.vendor}/metadata`;
      const { answer, exchange } = await scene.call({ title, url, headers: toFhirHeaders(url) });
      return { subject: { call: answer }, exchanges: [exchange.number] };
    },
  }),
];
