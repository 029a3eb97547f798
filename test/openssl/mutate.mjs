// @ts-check
import { copyTree, leaf, listTrees, nest, readTree, writeTree } from './der-tree.mjs';
import { certificateExtensions, entryExtensions, listExtensions } from './extension-catalogue.mjs';

/** @typedef {import('./der-tree.mjs').Tree} Tree */
/** @typedef {{ tree: Tree, parent: Tree | undefined }} Place */
/** @typedef {() => number} Random */
/** @typedef {(place: Place, random: Random, all: readonly Place[]) => boolean} Change whether it could be made */
/** @typedef {readonly import('./extension-catalogue.mjs').ExtensionValues[]} Catalogue */

const times = [
  ...['270101000000Z', '260230000000Z', '2701010000Z', '270101000000+0000', '270115120000Z'],
  ...['270115120001Z', '270115115959Z', '491231235959Z', '500101000000Z', '20270101000000Z'],
  ...[
    '20270101000000.5Z',
    '20500101000000Z',
    '20270115120000Z',
    '20270101000060Z',
    '00000101000000Z',
  ],
  ...[
    '20261301000000Z',
    '20270101240000Z',
    '20270101000000',
    '99991231235959Z',
    '',
    'Z',
    '2701010000000Z',
  ],
];
const types = [
  ...['550403', '55040b', '551d25', '551d0f', '551d13', '551d1f', '551d23', '551d1c', '551d1e'],
  ...['2a8648ce3d040302', '2a8648ce3d040303', '2a8648ce3d0401', '2a864886f70d01010b', '2b6570'],
  ...['2a864886f70d010105', '2a864886f70d01010a', '2a8648ce3d0201', '2a8648ce3d030107', '551d2500'],
  ...['2b06010505070301', '2b06010505070302', '2a03', '', '80', '8001', '2a', '2b0601050507010e'],
];
const tags = [
  1, 2, 3, 4, 5, 6, 10, 12, 19, 20, 22, 23, 24, 28, 30, 48, 49, 128, 129, 130, 160, 161, 163,
];
const flags = ['00', '01', '7f', '80', 'fe', 'ff', '', '0000', 'ffff', 'ff00'];
const integers = [
  '00',
  '01',
  '02',
  '03',
  '7f',
  '80',
  'ff',
  '0001',
  '0080',
  'ffff',
  'ff7f',
  '',
  '7f'.repeat(24),
];
const bits = [
  '00',
  '0780',
  '0640',
  '0520',
  '0410',
  '0308',
  '0204',
  '0102',
  '0001',
  '0106',
  '0086',
  '',
  '07',
  '08',
  '0780ff',
  '07ff',
  'ff80',
];
const texts = ['', '\0', 'a\0b', '\xe9', 'client', 'CLIENT', ' client', 'authority', '€'];

const mostTries = 200;

/** Changes of any element. @type {Record<string, Change>} */
const general = {
  remove: ({ tree, parent }) => spliced(parent, tree, 1),
  repeat: ({ tree, parent }) => spliced(parent, tree, 0, copyTree(tree)),
  swap({ tree, parent }) {
    const after = parent?.children?.[(parent.children.indexOf(tree) ?? 0) + 1];
    return after !== undefined && spliced(parent, tree, 2, after, tree);
  },
  retag({ tree }, random) {
    tree.tag = pick(random, tags);
    return true;
  },
  flip: ({ tree }, random) =>
    edit(tree, (bytes) => {
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return bytes;
    }),
  byte: ({ tree }, random) =>
    edit(tree, (bytes) => {
      bytes[Math.floor(random() * bytes.length)] = pick(random, [0, 1, 0x7f, 0x80, 0xff]);
      return bytes;
    }),
  cut: ({ tree }) => edit(tree, (bytes) => bytes.subarray(0, -1)),
  extend: ({ tree }, random) =>
    edit(tree, (bytes) => Buffer.concat([bytes, Buffer.of(pick(random, [0, 5, 0xff]))])),
  empty({ tree }) {
    if (tree.children) tree.children = [];
    else tree.content = Buffer.alloc(0);
    return true;
  },
  'nothing after': ({ tree, parent }) => spliced(parent, tree, 1, tree, leaf(5)),
  'nothing before': ({ tree, parent }) => spliced(parent, tree, 0, leaf(5)),
  'nothing within'({ tree }) {
    tree.children?.push(leaf(5));
    return tree.children !== undefined;
  },
  'zero bytes after': ({ tree, parent }) =>
    spliced(parent, tree, 1, tree, { tag: 0, raw: Buffer.alloc(2) }),
  'long length'({ tree }) {
    tree.length = 'long';
    return true;
  },
  'indefinite length'({ tree }) {
    tree.length = 'indefinite';
    return tree.children !== undefined;
  },
  'constructed string'({ tree }) {
    if (tree.children || tree.tag >= 0x20 || [1, 2, 5, 6].includes(tree.tag)) return false;
    tree.children = [{ tag: tree.tag, content: tree.content ?? Buffer.alloc(0) }];
    tree.tag |= 0x20;
    return true;
  },
  graft({ tree, parent }, random, all) {
    return spliced(parent, tree, 1, copyTree(pick(random, all).tree));
  },
};

/** Changes of elements of a kind. @type {Record<string, Change>} */
const typed = {
  boolean: ({ tree }, random) => tree.tag === 1 && write(tree, pick(random, flags)),
  integer: ({ tree }, random) => tree.tag === 2 && write(tree, pick(random, integers)),
  'integer padded': ({ tree }, random) =>
    tree.tag === 2 &&
    edit(tree, (bytes) => Buffer.concat([Buffer.of(pick(random, [0, 0xff])), bytes])),
  bits: ({ tree }, random) => tree.tag === 3 && write(tree, pick(random, bits)),
  type: ({ tree }, random) => tree.tag === 6 && write(tree, pick(random, types)),
  time({ tree }, random) {
    if (tree.tag !== 0x17 && tree.tag !== 0x18) return false;
    const value = pick(random, times);
    tree.content = Buffer.from(value);
    tree.tag = random() < 0.8 ? (value.length > 13 ? 0x18 : 0x17) : pick(random, [0x17, 0x18]);
    return true;
  },
  text({ tree }, random) {
    if (![12, 19, 20, 22, 28, 30].includes(tree.tag)) return false;
    tree.tag = pick(random, [12, 18, 19, 20, 22, 26, 28, 30]);
    if (random() < 0.6) tree.content = Buffer.from(pick(random, texts), 'latin1');
    return true;
  },
  critical({ tree }, random) {
    if (!isExtension(tree)) return false;
    const flag = leaf(1, pick(random, flags));
    tree.children?.splice(1, tree.children[1]?.tag === 1 ? 1 : 0, flag);
    return true;
  },
};

/**
 * Adds an extension, or puts it in the place of the same.
 *
 * @param {Tree} list
 * @param {Catalogue} catalogue
 * @param {Random} random
 */
function addExtension(list, catalogue, random) {
  const children = list.children ?? [];
  const [type, ...values] = pick(random, catalogue);
  const value = copyTree(pick(random, values));
  const flag = pickFlag(random);
  const extension = nest(0x30, leaf(6, type), ...(flag ? [leaf(1, flag)] : []), nest(4, value));
  const at = children.findIndex((child) => child.children?.[0]?.content?.toString('hex') === type);
  if (at >= 0 && random() < 0.9) children[at] = extension;
  else children.splice(Math.floor(random() * (children.length + 1)), 0, extension);
  return `extension ${type}${flag ? ` critical ${flag}` : ''}: ${writeTree(value).toString('hex')}`;
}

/** @param {Random} random @returns {string | undefined} */
function pickFlag(random) {
  const share = random();
  if (share < 0.3) return 'ff';
  return share < 0.35 ? pick(random, flags) : undefined;
}

/**
 * Changes a certificate or a list in one place, or in two.
 *
 * @param {Buffer} der
 * @param {'certificate' | 'list'} kind
 * @param {Random} random
 * @returns {{ tree: Tree, name: string }}
 */
export function mutate(der, kind, random) {
  const tree = readTree(der);
  const names = [];
  const count = random() < 0.85 ? 1 : 2;
  // After a first change there may be nothing left to change.
  for (let tries = 0; names.length < count && tries < mostTries; tries += 1) {
    const name = changeOnce(tree, kind, random);
    if (name) names.push(name);
  }
  return { tree, name: names.join(', ') };
}

/** @param {Tree} root @param {'certificate' | 'list'} kind @param {Random} random */
function changeOnce(root, kind, random) {
  const [signed, algorithm] = root.children ?? [];
  const all = signed ? listTrees(signed, root) : [];
  const outer = algorithm ? listTrees(algorithm, root) : [];
  if (all.length < 2) return undefined;
  const share = random();
  if (share < 0.35) return changeExtensions(all, kind, random);
  if (share < 0.45 && kind === 'list') return changeEntry(all, random);
  const changes = share < 0.65 ? typed : general;
  const name = pick(random, Object.keys(changes));
  // The algorithm outside of what is signed has to be the same inside.
  const place = pick(random, random() < 0.06 && outer.length > 0 ? outer : all);
  const { tag } = place.tree;
  return changes[name]?.(place, random, all) ? `${name} of ${tag.toString(16)}` : undefined;
}

/** @param {readonly Place[]} all @param {'certificate' | 'list'} kind @param {Random} random */
function changeExtensions(all, kind, random) {
  const lists = all.filter(({ tree }) => tree.children?.some(isExtension));
  if (lists.length === 0) return undefined;
  const { tree, parent } = pick(random, lists);
  const ofList = parent?.tag === 0xa0 ? listExtensions : entryExtensions;
  return addExtension(tree, kind === 'certificate' ? certificateExtensions : ofList, random);
}

/** @param {readonly Place[]} all @param {Random} random */
function changeEntry(all, random) {
  const entries = all.filter(
    ({ tree: { children } }) => children?.[0]?.tag === 2 && children[1]?.tag === 0x17,
  );
  if (entries.length === 0) return undefined;
  const extensions = nest(0x30);
  pick(random, entries).tree.children?.push(extensions);
  return `entry ${addExtension(extensions, entryExtensions, random)}`;
}

/** @param {Tree} tree */
function isExtension({ tag, children }) {
  return (
    tag === 0x30 && children?.[0]?.tag === 6 && (children[1]?.tag === 4 || children[2]?.tag === 4)
  );
}

/** @param {Tree | undefined} parent @param {Tree} tree @param {number} removed @param {...Tree} added */
function spliced(parent, tree, removed, ...added) {
  const at = parent?.children?.indexOf(tree) ?? -1;
  if (at < 0) return false;
  parent?.children?.splice(at, removed, ...added);
  return true;
}

/** @param {Tree} tree @param {string} hex */
function write(tree, hex) {
  delete tree.children;
  tree.content = Buffer.from(hex, 'hex');
  return true;
}

/** @param {Tree} tree @param {(bytes: Buffer) => Buffer} change */
function edit(tree, change) {
  if (!tree.content || tree.content.length === 0) return false;
  tree.content = change(Buffer.from(tree.content));
  return true;
}

/** @template Item @param {Random} random @param {readonly Item[]} items @returns {Item} */
function pick(random, items) {
  return /** @type {Item} */ (items[Math.floor(random() * items.length)]);
}
