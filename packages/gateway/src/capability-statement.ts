import type { FhirHandler, FhirResourceCapability } from '@sas-sos/fhir-http';
import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceSearchParam,
  CapabilityStatementRestSecurity,
} from 'fhir/r4.js';

/** Content of a CapabilityStatement. */
export interface CapabilityStatementOptions {
  readonly parts: readonly FhirHandler[];
  /** Public address of the FHIR base. */
  readonly baseUrl: string;
  /** When it was created, ISO 8601. */
  readonly date: string;
  readonly software: { readonly name: string; readonly version: string } | undefined;
  /** Whether callers must present a certificate. */
  readonly isGuarded: boolean;
}

/** Describes what the parts support, as a FHIR R4 CapabilityStatement. */
export function toCapabilityStatement(options: CapabilityStatementOptions): CapabilityStatement {
  const { parts, baseUrl, date, software, isGuarded } = options;
  return {
    resourceType: 'CapabilityStatement',
    name: 'SasSosAgenda',
    status: 'active',
    date,
    kind: 'instance',
    ...(software ? { software: { name: software.name, version: software.version } } : {}),
    implementation: {
      description: "Logiciel d'agenda SOS Médecins, interfacé avec la plateforme numérique SAS",
      url: baseUrl,
    },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        ...(isGuarded ? { security: mutualTls } : {}),
        resource: parts.flatMap((part) => part.resources).map(toRestResource),
      },
    ],
  };
}

const mutualTls: CapabilityStatementRestSecurity = {
  service: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
          code: 'Certificates',
        },
      ],
    },
  ],
  description:
    "TLS mutuel : l'appelant présente un certificat client IGC-Santé, dont le CN et l'OU sont vérifiés.",
};

function toRestResource(capability: FhirResourceCapability): CapabilityStatementRestResource {
  const { interactions, searchInclude, searchRevInclude, searchParameters } = capability;
  return {
    type: capability.type as CapabilityStatementRestResource['type'],
    supportedProfile: [capability.supportedProfile],
    ...(interactions.length > 0 ? { interaction: interactions.map((code) => ({ code })) } : {}),
    versioning: 'no-version',
    ...(capability.conditionalUpdate ? { conditionalUpdate: true } : {}),
    ...(searchInclude?.length ? { searchInclude: [...searchInclude] } : {}),
    ...(searchRevInclude?.length ? { searchRevInclude: [...searchRevInclude] } : {}),
    ...(searchParameters?.length
      ? {
          searchParam: searchParameters.map(
            ({ name, type, documentation }): CapabilityStatementRestResourceSearchParam => ({
              name,
              type,
              documentation,
            }),
          ),
        }
      : {}),
  };
}
