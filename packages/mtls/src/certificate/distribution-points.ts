import { type DerElement, readElements } from './der-element.js';
import { readSequence } from './der-values.js';
import { type CertificateExtensions, extensionTypes } from './read-extensions.js';

/** Where the lists that cover a certificate are published. */
export interface DistributionPoints {
  /** Names of the points, hexadecimal of their DER. */
  readonly names: ReadonlySet<string>;
  /** Whether a point has lists for some reasons of revocation only. */
  readonly isPartial: boolean;
}

const pointTag = 0xa0;
const reasonsTag = 0x81;
const issuerTag = 0xa2;
const fullNameTag = 0xa0;

/**
 * Reads the distribution points of a certificate. A point whose lists another authority issues
 * (`cRLIssuer`) has no names here: such lists are not read.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13
 */
export function readDistributionPoints(extensions: CertificateExtensions): DistributionPoints {
  const extension = extensions.get(extensionTypes.crlDistributionPoints);
  const points = extension ? readSequence(extension.value()).map(readSequence) : [];
  const has = (point: readonly DerElement[], wanted: number) =>
    point.some(({ tag }) => tag === wanted);
  return {
    names: new Set(points.flatMap((point) => (has(point, issuerTag) ? [] : readNames(point)))),
    isPartial: points.some((point) => has(point, reasonsTag)),
  };
}

/**
 * Reads the names of the point where a list is published; empty when it covers every certificate of
 * its authority.
 *
 * @throws Error when the list says that it has only part of what its authority revoked
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-5.2.5
 */
export function readScope(extensions: CertificateExtensions): readonly string[] {
  const extension = extensions.get(extensionTypes.issuingDistributionPoint);
  const parts = extension ? readSequence(extension.value()) : [];
  const names = readNames(parts);
  const [point, ...others] = parts;
  if (others.length > 0 || (point && (point.tag !== pointTag || names.length === 0))) {
    throw new TypeError('This list covers only part of what its authority revoked.');
  }
  return names;
}

/** Whether a list with the given scope covers a certificate, with everything that may revoke it. */
export function isCovered({ names, isPartial }: DistributionPoints, scope: readonly string[]) {
  return !isPartial && (scope.length === 0 || scope.some((name) => names.has(name)));
}

/** Reads the names in the distribution point of a sequence: full ones, or one relative to its issuer. */
function readNames(sequence: readonly DerElement[]): string[] {
  return sequence
    .filter(({ tag }) => tag === pointTag)
    .flatMap((point) => [...readElements(point.content)])
    .flatMap((name) => (name.tag === fullNameTag ? [...readElements(name.content)] : [name]))
    .map(({ whole }) => Buffer.from(whole).toString('hex'));
}
