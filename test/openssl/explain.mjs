// @ts-check
import { listTrees, nest, readTree } from './der-tree.mjs';
import { isDer } from './is-der.mjs';
import { place } from './scene.mjs';

/** @typedef {import('./der-tree.mjs').Tree} Tree */
/** @typedef {import('./compare.mjs').Comparison} Comparison */
/** @typedef {{ type: string, isCritical: boolean, value: Tree | undefined, isOfEntry: boolean, holder: Tree }} Extension */
/** @typedef {{ comparison: Comparison, tree: Tree, extensions: readonly Extension[] }} Facts */

const binding = new Set(['551d1e', '2b06010505070107', '2b06010505070108', '2b0601050507010e']);
const criticalElsewhere = new Set(['551d21', '551d24', '551d36', '2b0601050507300105']);

/**
 * Why we refuse what OpenSSL accepts. Each looks at the bytes of the mutant, not at what our reader
 * says of them.
 *
 * @type {Readonly<Record<string, (facts: Facts) => boolean>>}
 */
const explanations = {
  'an extension twice': ({ extensions }) =>
    extensions.some((one) => extensions.some((other) => one !== other && isTwice(one, other))),
  'name constraints, addresses, autonomous systems or a proxy certificate': ({ extensions }) =>
    extensions.some(({ type }) => binding.has(type)),
  'a critical extension that OpenSSL knows and we do not': ({ extensions }) =>
    extensions.some(({ type, isCritical }) => isCritical && criticalElsewhere.has(type)),
  'a distribution point for some reasons only': ({ extensions }) =>
    extensions.some(({ type, value }) => type === '551d1f' && has(value, 0x81)),
  'a certificate of `ca` that is not marked as an authority': ({ comparison, extensions }) =>
    isAuthority(comparison) &&
    !extensions.some(
      ({ type, value }) =>
        type === '551d13' && value?.children?.[0]?.content?.equals(Buffer.of(0xff)),
    ),
  'the signature of a root, which OpenSSL does not verify': ({ comparison, tree }) =>
    comparison.mutant.role === 'root' &&
    [algorithmOf(tree), hexOf(tree.children?.[1])].some((one) => one !== usualAlgorithm),
  'names of an authority and its list or certificate that are equal only when normalized': ({
    comparison,
  }) =>
    /\b(text|retag|flip|byte) of (c|13)\b/.test(comparison.mutant.change) && !isLeaf(comparison),
  'a delta': ({ comparison, extensions }) =>
    isList(comparison) && extensions.some(({ type }) => type === '551d1b'),
  'an issuing distribution point that is not just one place': ({ comparison, extensions }) =>
    isList(comparison) &&
    extensions.some(({ type, value }) => type === '551d1c' && !isOnePlace(value)),
  'a key identifier in a list that OpenSSL ignores because it is malformed': ({
    comparison,
    extensions,
  }) =>
    isList(comparison) &&
    extensions.some(({ type, value }) => type === '551d23' && !isKeyIdentifier(value)),
  'an entry with a critical extension or another issuer': ({ comparison, extensions }) =>
    isList(comparison) &&
    extensions.some(
      ({ type, isCritical, isOfEntry }) => isOfEntry && (isCritical || type === '551d1d'),
    ),
  'an entry that a delta would remove': ({ comparison, extensions }) =>
    comparison.client === 'revoked' &&
    extensions.some(({ type, value }) => type === '551d15' && value?.content?.equals(Buffer.of(8))),
  'a list that does not say until when': ({ comparison, tree }) =>
    isList(comparison) &&
    (tree.children?.[0]?.children ?? []).filter(({ tag }) => isTime(tag)).length < 2,
  'a list with one algorithm outside of what is signed and another inside': ({
    comparison,
    tree,
  }) => isList(comparison) && algorithmOf(tree) !== hexOf(tree.children?.[1]),
};

/**
 * What OpenSSL refuses and we accept.
 *
 * @type {Readonly<Record<string, (facts: { comparison: Comparison, now: number }) => boolean>>}
 */
const exceptions = {
  // RFC 5280, section 4.1.2.5: validity includes both of its dates.
  'the last second of validity': ({ comparison: { theirs, mutant }, now }) =>
    /^error 1[02] at/.test(theirs.reason) &&
    [toTime(now), toTime(now).slice(2)].some((time) => mutant.der.includes(time)),
};

const usualAlgorithm = '06082a8648ce3d040302';

/**
 * Explains a difference; `undefined` when it is a fault.
 *
 * @param {Comparison} comparison
 * @param {number} now
 * @returns {string | undefined}
 */
export function explain(comparison, now) {
  const { ours, mutant } = comparison;
  if (ours.isAccepted) {
    return Object.entries(exceptions).find(([, isSo]) => isSo({ comparison, now }))?.[0];
  }
  // Lengths, booleans, strings and numbers have more forms in BER.
  if (!isDer(mutant.der)) return 'BER that is not DER';
  const tree = readTree(mutant.der);
  const facts = { comparison, tree, extensions: listExtensions(tree) };
  return Object.entries(explanations).find(([, isSo]) => isSo(facts))?.[0];
}

/** @param {Tree} tree @returns {Extension[]} */
function listExtensions(tree) {
  const all = listTrees(tree);
  const parents = new Map(all.map(({ tree: one, parent }) => [one, parent]));
  return all.flatMap(({ tree: { tag, children = [] }, parent }) => {
    const [type, ...rest] = children;
    const octets = rest.at(-1);
    if (tag !== 0x30 || type?.tag !== 6 || octets?.tag !== 4 || !parent) return [];
    const flag = rest.length > 1 ? rest[0]?.content : undefined;
    const holder = parents.get(parent);
    return [
      {
        type: type.content?.toString('hex') ?? '',
        isCritical: flag?.some((byte) => byte !== 0) ?? false,
        value: octets.children?.[0],
        isOfEntry: holder?.tag === 0x30,
        holder: parent,
      },
    ];
  });
}

/** @param {Extension} one @param {Extension} other */
function isTwice(one, other) {
  return one.type === other.type && one.holder === other.holder;
}

/** @param {Tree | undefined} tree @param {number} tag */
function has(tree, tag) {
  return tree !== undefined && listTrees(tree).some(({ tree: one }) => one.tag === tag);
}

/** @param {Tree | undefined} value of an issuing distribution point */
function isOnePlace(value) {
  const [point, ...others] = value?.children ?? [];
  if (value?.tag !== 0x30 || point?.tag !== 0xa0 || others.length > 0) return false;
  return hexOf(point) === hexOf(nest(0xa0, nest(0xa0, place)));
}

/** @param {Tree | undefined} value of an authority key identifier */
function isKeyIdentifier(value) {
  const [key, ...others] = value?.children ?? [];
  return value?.tag === 0x30 && key?.tag === 0x80 && others.length === 0;
}

/** @param {Tree} tree of a certificate or a list @returns {string} */
function algorithmOf(tree) {
  const fields = tree.children?.[0]?.children ?? [];
  return hexOf(fields.find(({ tag }) => tag === 0x30));
}

/** @param {Tree | undefined} tree @returns {string} its content */
function hexOf(tree) {
  if (!tree) return '';
  return tree.children
    ? tree.children
        .map((child) => child.tag.toString(16).padStart(2, '0') + lengthOf(child) + hexOf(child))
        .join('')
    : (tree.content?.toString('hex') ?? '');
}

/** @param {Tree} tree */
function lengthOf(tree) {
  return (hexOf(tree).length / 2).toString(16).padStart(2, '0');
}

/** @param {number} tag */
function isTime(tag) {
  return tag === 0x17 || tag === 0x18;
}

/** @param {number} now @returns {string} as in a certificate, with all of the year */
function toTime(now) {
  return `${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}

/** @param {Comparison} comparison */
function isLeaf({ mutant }) {
  return mutant.role === 'leaf';
}

/** @param {Comparison} comparison */
function isAuthority({ mutant }) {
  return mutant.role === 'authority' || mutant.role === 'root';
}

/** @param {Comparison} comparison */
function isList({ mutant }) {
  return mutant.role === 'authorityList' || mutant.role === 'rootList';
}
