import { isObject, type JsonObject, toList, toObject, toText } from '../../read/json-value.js';
import type { VendorAnswer } from '../../read/vendor-answer.js';

/** The answer to `GET [base]/metadata`. */
export interface MetadataAnswer {
  readonly call: VendorAnswer;
}

/** What a CapabilityStatement says of a type of resource. */
export interface ResourceCapability {
  readonly type: string;
  readonly interactions: readonly string[];
  readonly parameters: readonly string[];
  readonly includes: readonly string[];
  readonly revIncludes: readonly string[];
  readonly conditionalUpdate: boolean;
  readonly updateCreate: boolean;
}

/** Whether the answer is a CapabilityStatement. */
export function isStatement({ call: { data } }: MetadataAnswer): boolean {
  return isObject(data) && data['resourceType'] === 'CapabilityStatement';
}

/** Reads what the server says of its resources. */
export function readCapabilities({
  call: { data },
}: MetadataAnswer): readonly ResourceCapability[] {
  const rests = toList(toObject(data)['rest']).map((rest) => toObject(rest));
  return rests
    .filter(({ mode }) => mode === 'server')
    .flatMap(({ resource }) => toList(resource).map((item) => toCapability(toObject(item))));
}

function toCapability(resource: JsonObject): ResourceCapability {
  return {
    type: toText(resource['type']) ?? '',
    interactions: toCodes(resource['interaction'], 'code'),
    parameters: toCodes(resource['searchParam'], 'name'),
    includes: toList(resource['searchInclude']).flatMap((item) => toText(item) ?? []),
    revIncludes: toList(resource['searchRevInclude']).flatMap((item) => toText(item) ?? []),
    conditionalUpdate: resource['conditionalUpdate'] === true,
    updateCreate: resource['updateCreate'] === true,
  };
}

function toCodes(list: unknown, member: string): readonly string[] {
  return toList(list).flatMap((item) => toText(toObject(item)[member]) ?? []);
}
