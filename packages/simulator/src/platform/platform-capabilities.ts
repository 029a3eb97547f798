import { profiles } from '@sas-sos/fhir-http';
import type { CapabilityStatement } from 'fhir/r4.js';

/** What the platform's server of appointments says it can do. */
export function toPlatformCapabilities(url: string, date: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    implementation: { description: 'Simulateur de la plateforme SAS', url },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource: [
          {
            type: 'Appointment',
            supportedProfile: [profiles.appointment],
            interaction: [
              { code: 'read' },
              { code: 'create' },
              { code: 'update' },
              { code: 'search-type' },
            ],
            versioning: 'no-version',
            updateCreate: true,
            conditionalCreate: false,
            conditionalUpdate: true,
            searchParam: [{ name: 'identifier', type: 'token' }],
          },
        ],
      },
    ],
  };
}
