import { randomUUID } from 'node:crypto';
import type { Bundle, OperationOutcome, Practitioner } from 'fhir/r4.js';

const national = 'urn:oid:1.2.250.1.71.4.2.1';
const technical = 'urn:oid:1.2.250.1.213.3.6';

/** A regulator, as a test describes it. */
export interface Person {
  readonly nationalId?: string | undefined;
  readonly technicalId?: string | undefined;
  readonly active?: boolean;
  readonly family?: string;
  readonly given?: string;
  readonly email?: string;
}

/** Writes the resource that the platform sends. */
export function toBody({
  nationalId,
  technicalId,
  active = true,
  family = 'Kerbrat',
  given = 'Anne-Lise',
  email = `${(nationalId ?? technicalId ?? '').replaceAll('/', '.')}@regulation.example`,
}: Person): Practitioner {
  return {
    resourceType: 'Practitioner',
    meta: { source: technical },
    identifier: [
      ...(nationalId === undefined ? [] : [toIdentifier('IDNPS', national, nationalId)]),
      ...(technicalId === undefined ? [] : [toIdentifier('INTRN', technical, technicalId)]),
    ],
    active,
    name: [{ family, given: [given] }],
    telecom: [{ system: 'email', value: email }],
  };
}

export function toIdentifier(code: string, system: string, value: string) {
  return {
    type: { coding: [{ system: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203', code }] },
    system,
    value,
  };
}

let identifiers = 0;

/** Creates a made-up national identifier that is not used yet. */
export function newNationalId(): string {
  identifiers += 1;
  return `8999${String(identifiers).padStart(8, '0')}`;
}

export const newTechnicalId = (): string => randomUUID();

/** A parsed answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Practitioner & Pick<Bundle, 'entry' | 'total'> & Pick<OperationOutcome, 'issue'>;
}

/** Calls a vendor as the platform does. */
export function createPlatform(vendorUrl: string) {
  const base = `${vendorUrl}/fhir/Practitioner`;

  async function call(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(`${base}${path}`, init);
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    /** INT_R02, creation. */
    create: (body: unknown) =>
      call('', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json+fhir' },
        body: JSON.stringify(body),
      }),
    /** INT_R02, update of the account with an identifier; default: the identifier's own system. */
    update: (identifier: string, body: unknown, system?: string) =>
      call(`?identifier=${toQuery(identifier, system)}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', accept: 'application/fhir+json' },
        body: JSON.stringify(body),
      }),
    /** Finds the accounts with an identifier. */
    async find(identifier: string): Promise<readonly Practitioner[]> {
      const { body } = await call(`?identifier=${toQuery(identifier)}`);
      return (body.entry ?? []).map(({ resource }) => resource as Practitioner);
    },
    get: (path: string) => call(path),
  };
}

export type Platform = ReturnType<typeof createPlatform>;

function toQuery(identifier: string, system?: string): string {
  const own = /^[0-9a-f-]{36}$/i.test(identifier) ? technical : national;
  return `${system ?? own}|${identifier}`;
}
