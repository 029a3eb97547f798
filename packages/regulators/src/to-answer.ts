import { type Reply, toBytesReply, toFhirReply } from '@sas-sos/fhir-http';
import type { AppliedRequest } from './apply-request.js';
import { toFhirPractitioner } from './to-fhir-practitioner.js';

/**
 * Answers a request that was applied: `Location` is the address of the account, the body is the
 * account, or empty if `Prefer: return=minimal` asks for that.
 */
export function toAnswer(
  applied: AppliedRequest,
  { baseUrl, prefer }: { readonly baseUrl: string; readonly prefer: string | null },
): Reply {
  if (applied.outcome === 'unknown') {
    return toFhirReply({
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'information',
          code: 'informational',
          details: { text: "Aucun compte ne porte cet identifiant : il n'y a rien à désactiver." },
        },
      ],
    });
  }
  const status = applied.outcome === 'created' ? 201 : 200;
  const headers = [['location', `${baseUrl}/Practitioner/${applied.account.id}`]] as const;
  if (/\breturn\s*=\s*minimal\b/i.test(prefer ?? '')) {
    return toBytesReply([], { status, headers: [...headers, ['cache-control', 'no-store']] });
  }
  return toFhirReply(toFhirPractitioner(applied.account), { status, headers });
}
