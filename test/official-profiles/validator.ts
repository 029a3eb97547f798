import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bundle, FhirResource } from 'fhir/r4.js';

/** A finding of the validator about a resource. */
interface ValidationIssue {
  readonly severity: string;
  readonly expression: string;
  readonly message: string;
  readonly engine: string;
}

interface Validator {
  readonly PROFILES: Readonly<Record<string, string>>;
  validateMany(
    items: readonly { id: string; resource: unknown; profile?: string }[],
    options: { readonly strictEntries: boolean; readonly engine?: 'js' | 'java' | 'both' },
  ): readonly { id: string; errors: readonly ValidationIssue[] }[];
}

/** Folder of the official profiles and their validator. */
export const officialFolder = process.env['OFFICIAL_FHIR_DIR'] ?? '';

/** Loads the validator of the official profiles. */
export async function loadValidator(): Promise<Validator> {
  if (officialFolder === '') throw new Error('OFFICIAL_FHIR_DIR is not set: start run.mjs');
  return import(pathToFileURL(path.join(officialFolder, 'validate.mjs')).href);
}

/**
 * Returns the errors of both engines, or of one; entries of a Bundle are checked against their
 * profiles.
 */
export async function validateAll(
  items: readonly {
    readonly id: string;
    readonly resource: FhirResource;
    readonly profile?: string;
  }[],
  engine: 'js' | 'java' | 'both' = 'both',
): Promise<Record<string, readonly string[]>> {
  const { validateMany } = await loadValidator();
  const results = validateMany(items, { strictEntries: true, engine });
  const faults = results.map(({ id, errors }) => [
    id,
    errors
      .filter(({ message }) => !absentFromPackage.test(message))
      .map((one) => `${one.expression}: ${one.message} (${one.engine})`),
  ]);
  return Object.fromEntries(faults.filter(([, errors]) => errors && errors.length > 0));
}

/** HL7's own search parameters: the offline package of R4 has none of their definitions. */
const absentFromPackage =
  /^URL value 'http:\/\/hl7\.org\/fhir\/SearchParameter\/[A-Za-z-]+' does not resolve$/;

/** Returns the resources of one type in a Bundle. */
export function resourcesOf<Type extends FhirResource['resourceType']>(
  bundle: Bundle,
  type: Type,
): Extract<FhirResource, { resourceType: Type }>[] {
  return (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === type
      ? [resource as Extract<FhirResource, { resourceType: Type }>]
      : [],
  );
}
