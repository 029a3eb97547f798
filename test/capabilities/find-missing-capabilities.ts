import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';
import type { RequiredResource } from './required-statements.js';

const canonical = 'https://interop.esante.gouv.fr/ig/fhir/sas';

/** What a statement lacks of the requirements of another one; empty if it fulfils them all. */
export function findMissingCapabilities(
  statement: CapabilityStatement,
  required: { readonly id: string; readonly resources: readonly RequiredResource[] },
): readonly string[] {
  const [rest] = statement.rest ?? [];
  const general = Object.entries({
    fhirVersion: statement.fhirVersion === '4.0.1',
    format: statement.format.includes('application/fhir+json'),
    implementationGuide: statement.implementationGuide?.includes(canonical),
    instantiates: statement.instantiates?.includes(
      `${canonical}/CapabilityStatement/${required.id}`,
    ),
    mode: rest?.mode === 'server',
    cors: rest?.security?.cors === false,
    security: Boolean(rest?.security?.description),
  }).flatMap(([name, isThere]) => (isThere ? [] : [name]));
  const resources = required.resources.flatMap((wanted) => {
    const stated = rest?.resource?.find(({ type }) => type === wanted.type);
    return stated ? findMissing(stated, wanted) : [wanted.type];
  });
  return [...general, ...resources];
}

function findMissing(stated: CapabilityStatementRestResource, wanted: RequiredResource): string[] {
  const profile = `${canonical}/StructureDefinition/${wanted.profile}`;
  const lacks = (all: readonly string[] | undefined, some: readonly string[] = []) =>
    some.filter((one) => !all?.includes(one));
  return [
    ...(stated.profile === profile ? [] : ['profile']),
    ...lacks(
      stated.interaction?.map(({ code }) => code),
      wanted.interactions,
    ),
    ...(wanted.flags ?? []).filter((flag) => stated[flag] !== true),
    ...lacks(stated.searchInclude, wanted.searchInclude),
    ...lacks(stated.searchRevInclude, wanted.searchRevInclude),
    ...lacks(
      stated.searchParam?.map(({ definition, type }) => `${definition} ${type}`),
      wanted.searchParameters.map((parameter) => parameter.join(' ')),
    ),
  ].map((what) => `${wanted.type}: ${what}`);
}
