import {
  type FhirHandler,
  type FhirResourceCapability,
  implementationGuide,
} from '@sas-sos/fhir-http';
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
  const instantiates = parts.flatMap((part) => part.instantiates ?? []);
  return {
    resourceType: 'CapabilityStatement',
    name: 'SasSosAgenda',
    status: 'active',
    date,
    kind: 'instance',
    ...(instantiates.length > 0 ? { instantiates: [...new Set(instantiates)] } : {}),
    ...(software ? { software: { name: software.name, version: software.version } } : {}),
    implementation: {
      description: "Logiciel d'agenda SOS Médecins, interfacé avec la plateforme numérique SAS",
      url: baseUrl,
    },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    implementationGuide: [implementationGuide.canonical],
    rest: [
      {
        mode: 'server',
        documentation:
          'Créneaux disponibles des associations SOS Médecins et comptes des régulateurs, pour la plateforme numérique SAS.',
        security: isGuarded ? mutualTls : checkedInFront,
        resource: parts.flatMap((part) => part.resources).map(toRestResource),
      },
    ],
  };
}

const checkedInFront: CapabilityStatementRestSecurity = {
  cors: false,
  description:
    "Les appelants ne sont pas contrôlés par ce serveur : le TLS mutuel (certificats IGC-Santé) est l'affaire de l'équipement placé devant lui.",
};

const mutualTls: CapabilityStatementRestSecurity = {
  cors: false,
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
  const { documentation, supportedProfile, searchParameters } = capability;
  const { searchInclude, searchRevInclude } = capability;
  const interactions = interactionsOf(capability);
  return {
    type: capability.type as CapabilityStatementRestResource['type'],
    profile: supportedProfile,
    supportedProfile: [supportedProfile],
    ...(documentation === undefined ? {} : { documentation }),
    ...(interactions.length > 0 ? { interaction: interactions.map((code) => ({ code })) } : {}),
    versioning: 'no-version',
    ...(capability.updateCreate ? { updateCreate: true } : {}),
    ...(capability.conditionalUpdate ? { conditionalUpdate: true } : {}),
    ...(searchInclude?.length ? { searchInclude: [...searchInclude] } : {}),
    ...(searchRevInclude?.length ? { searchRevInclude: [...searchRevInclude] } : {}),
    ...(searchParameters?.length
      ? {
          searchParam: searchParameters.map(
            ({ name, definition, ...parameter }): CapabilityStatementRestResourceSearchParam => ({
              name,
              ...(definition === undefined ? {} : { definition }),
              type: parameter.type,
              documentation: parameter.documentation,
            }),
          ),
        }
      : {}),
  };
}

/** A conditional update is an update: FHIR has no interaction of its own for it. */
function interactionsOf({ interactions, conditionalUpdate }: FhirResourceCapability) {
  const isMissing = conditionalUpdate && !interactions.includes('update');
  return isMissing ? [...interactions, 'update' as const] : interactions;
}
