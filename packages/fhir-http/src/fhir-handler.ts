import type { FhirHandlerContext } from './fhir-target.js';

/** Answers FHIR requests on some resource types, and lists them: a part of a FHIR endpoint. */
export interface FhirHandler {
  /** Answers one request, as every `FetchHandler` does. */
  (request: Request, context?: FhirHandlerContext): Promise<Response>;
  /** The resource types served, as `/metadata` lists them. */
  readonly resources: readonly FhirResourceCapability[];
  /**
   * Canonical of the CapabilityStatement whose requirements the part fulfils, for `/metadata`.
   *
   * @defaultValue none is named
   */
  readonly instantiates?: string;
  /**
   * Resolves when the part can serve, rejects with the reason when it cannot; called by the health
   * probe. If absent, the part is always ready.
   */
  readonly check?: (signal: AbortSignal) => Promise<void>;
}

/** What a part supports on one resource type: `CapabilityStatement.rest.resource`. */
export interface FhirResourceCapability {
  /** Resource type, such as `Slot`; the first segment of the path. */
  readonly type: string;
  /** Canonical of the profile that every resource sent or accepted follows. */
  readonly supportedProfile: string;
  /** Remark in French, for the platform's team. */
  readonly documentation?: string;
  /** RESTful interactions served. */
  readonly interactions: readonly FhirInteraction[];
  /** Supported search parameters, by their FHIR names. */
  readonly searchParameters?: readonly FhirSearchParameter[];
  /** Supported values of `_include`. */
  readonly searchInclude?: readonly string[];
  /** Supported values of `_revinclude`. */
  readonly searchRevInclude?: readonly string[];
  /** Whether `PUT [type]?…` is supported. */
  readonly conditionalUpdate?: boolean;
  /** Whether an update of a resource that does not exist creates it. */
  readonly updateCreate?: boolean;
}

/** A RESTful interaction on a type or an instance. */
export type FhirInteraction = 'read' | 'search-type' | 'create' | 'update';

/** A search parameter of a resource type. */
export interface FhirSearchParameter {
  /** Name in the query, such as `start`. */
  readonly name: string;
  /** FHIR type of the parameter. */
  readonly type: 'date' | 'token' | 'reference' | 'string' | 'special';
  /** Canonical of its definition: for a chain, that of the parameter at its end. */
  readonly definition?: string;
  /** Description in French, for the platform's team. */
  readonly documentation: string;
}
