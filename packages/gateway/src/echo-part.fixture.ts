import {
  type FhirHandler,
  type FhirHandlerContext,
  type FhirResourceCapability,
  toFhirResponse,
} from '@sas-sos/fhir-http';

/** A call that a part received. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly contentType: string | null;
  readonly context: FhirHandlerContext | undefined;
}

export const slotCapability: FhirResourceCapability = {
  type: 'Slot',
  supportedProfile: 'https://example.org/slot',
  interactions: ['read', 'search-type'],
  searchParameters: [{ name: 'start', type: 'date', documentation: 'Début' }],
  searchInclude: ['Slot:schedule'],
  searchRevInclude: ['Schedule:actor'],
};

const practitionerCapability: FhirResourceCapability = {
  type: 'Practitioner',
  supportedProfile: 'https://example.org/practitioner',
  interactions: ['create', 'update'],
  conditionalUpdate: true,
};

/** A part that answers with the result of its function, and records its calls. */
export function createEchoPart(
  options: {
    readonly resources?: readonly FhirResourceCapability[];
    readonly check?: (signal: AbortSignal) => Promise<void>;
    readonly answer?: (
      request: Request,
      context: FhirHandlerContext,
    ) => Promise<Response> | Response;
  } = {},
): FhirHandler & { readonly calls: Call[] } {
  const { resources = [slotCapability, practitionerCapability], check, answer } = options;
  const calls: Call[] = [];
  const handler = async (request: Request, context: FhirHandlerContext = {}): Promise<Response> => {
    calls.push({
      method: request.method,
      url: request.url,
      body: request.body ? await request.text() : '',
      contentType: request.headers.get('content-type'),
      context,
    });
    return answer
      ? answer(request, context)
      : toFhirResponse({ resourceType: 'Basic', code: { text: 'échos' } });
  };
  return Object.assign(handler, { resources, calls, ...(check ? { check } : {}) });
}

/** Reads the codes from an OperationOutcome. */
export async function codesOf(response: Response): Promise<string[]> {
  const outcome = (await response.json()) as { issue: { diagnostics: string }[] };
  return outcome.issue.map(({ diagnostics }) => diagnostics);
}
