// @ts-check
import { createPrivateKey, sign } from 'node:crypto';
import { createTestAuthority } from '@sas-sos/test-pki';
import { leaf, nest, readTree, text, writeTree } from './der-tree.mjs';

/** @typedef {import('./der-tree.mjs').Tree} Tree */
/** @typedef {'leaf' | 'authority' | 'root'} CertificateRole */
/** @typedef {'authorityList' | 'rootList'} ListRole */
/** @typedef {Record<CertificateRole | ListRole | 'revoked', Buffer>} Materials DER */

const day = 86_400_000;

/** An instant for judges that can be given one, so that a seed always means the same. */
export const usualInstant = Date.UTC(2027, 0, 15, 12);

const http = 0x86;
const fullName = 0xa0;

/** The name of the place where the lists of an authority are published. */
export const place = text(http, 'http://lists/authority');

/**
 * Creates chains with different names, so that OpenSSL can judge something of each in one process;
 * in every other one, lists name where they are published.
 *
 * @param {number} count
 * @param {number} now - when everything is valid
 */
export function createScenes(count, now) {
  return Array.from({ length: count }, (_, index) => createScene(index, now));
}

/**
 * Creates a chain like that of IGC-Santé, valid and small, with a list of each authority, a client,
 * and a client that is revoked.
 *
 * @param {number} index
 * @param {number} now
 */
function createScene(index, now) {
  const period = { from: now - 30 * day, to: now + 365 * day };
  const isScoped = index % 2 === 1;
  const root = createTestAuthority({ commonName: `root ${index}`, period });
  const policies = toExtension('2.5.29.32', nest(0x30, nest(0x30, leaf(0x06, '2a817a014705'))));
  const points = toExtension('2.5.29.31', nest(0x30, nest(0x30, toPoint(place))));
  const authority = root.issueAuthority({
    commonName: `authority ${index}`,
    period,
    pathLength: 0,
    extensions: [policies],
  });
  const request = {
    subject: /** @type {const} */ ([
      ['C', 'FR'],
      ['OU', '300000000000000'],
      ['CN', 'client'],
    ]),
    period,
    usage: /** @type {const} */ ('client'),
    hosts: ['client.example'],
    extensions: isScoped ? [policies, points] : [],
  };
  const client = authority.issue(request);
  const revoked = authority.issue(request);
  const others = [authority.issue(request), authority.issue(request)];
  const scope = toExtension('2.5.29.28', nest(0x30, toPoint(place)), true);
  const authorityList = authority.issueCrl({
    revoked: [others[0], revoked, others[1]].flatMap((one) => (one ? [one.serial] : [])),
    period: { from: now - day, to: now + day },
    extensions: isScoped ? [scope] : [],
  });
  const rootList = root.issueCrl({
    revoked: others.map(({ serial }) => serial),
    period: { from: now - day, to: now + day },
  });
  /** @type {Materials} */
  const materials = {
    leaf: toDer(client.cert),
    revoked: toDer(revoked.cert),
    authority: toDer(authority.cert),
    root: toDer(root.cert),
    authorityList: toDer(authorityList),
    rootList: toDer(rootList),
  };
  const keys = {
    leaf: authority.key,
    authority: root.key,
    root: root.key,
    authorityList: authority.key,
    rootList: root.key,
  };
  return { materials, keys, clientKeys: { leaf: client.key, revoked: revoked.key } };
}

/** @typedef {ReturnType<typeof createScene>} Scene */

/**
 * Signs again what was changed.
 *
 * @param {Tree} tree a certificate or a list
 * @param {string} key PEM
 */
export function signAgain(tree, key) {
  const [signed] = tree.children ?? [];
  const last = tree.children?.[2];
  if (!signed || !last) return writeTree(tree);
  const signature = sign('sha256', writeTree(signed), createPrivateKey(key));
  if (last.content) last.content = Buffer.concat([last.content.subarray(0, 1), signature]);
  return writeTree(tree);
}

/**
 * Encodes DER as PEM.
 *
 * @param {'CERTIFICATE' | 'X509 CRL'} label
 * @param {Buffer} der
 */
export function toPem(label, der) {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** @param {string} pem */
function toDer(pem) {
  const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');
  if (!writeTree(readTree(der)).equals(der)) throw new Error('The reader of trees is wrong.');
  return der;
}

/** @param {Tree} name */
function toPoint(name) {
  return nest(0xa0, nest(fullName, name));
}

/** @param {string} type @param {Tree} value @param {boolean} [isCritical] */
function toExtension(type, value, isCritical = false) {
  return { type, value: writeTree(value), isCritical };
}
