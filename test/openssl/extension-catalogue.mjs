// @ts-check
import { leaf, nest, text } from './der-tree.mjs';
import { place } from './scene.mjs';

/** @typedef {import('./der-tree.mjs').Tree} Tree */
/** @typedef {readonly [type: string, ...values: Tree[]]} ExtensionValues type in hexadecimal */

const nothing = leaf(0x05);
const otherPlace = text(0x86, 'http://lists/other');
const directory = nest(
  0xa4,
  nest(0x30, nest(0x31, nest(0x30, leaf(0x06, '550403'), text(0x0c, 'root')))),
);
/** @param {...Tree} names */
const full = (...names) => nest(0xa0, nest(0xa0, ...names));
const relative = nest(0xa0, nest(0xa1, nest(0x30, leaf(0x06, '550403'), text(0x0c, 'part'))));
const reasons = leaf(0x81, '0560');

/** Values of extensions that certificates may have, right and wrong. */
export const certificateExtensions = /** @type {readonly ExtensionValues[]} */ ([
  ['551d0e', leaf(4, 'aabb'), leaf(4), nest(0x30)],
  [
    '551d0f',
    ...['0780', '0700', '0106', '0308', '0520', '07ff80', '00', '', '0780ff'].map((bits) =>
      leaf(3, bits),
    ),
  ],
  [
    '551d11',
    nest(0x30, text(0x82, 'a.example')),
    nest(0x30),
    nest(0x30, leaf(0x87, '00')),
    nest(0x30, directory),
  ],
  ['551d12', nest(0x30, text(0x82, 'a.example')), leaf(4, '00')],
  [
    '551d13',
    nest(0x30),
    ...['ff', '00', '01', '', 'ffff'].map((flag) => nest(0x30, leaf(1, flag))),
    ...['00', '01', 'ff', '0080', '7fffffffffffffffff', ''].flatMap((length) => [
      nest(0x30, leaf(1, 'ff'), leaf(2, length)),
      nest(0x30, leaf(2, length)),
    ]),
  ],
  ['551d10', nest(0x30, text(0x80, '20200101000000Z'), text(0x81, '20210101000000Z'))],
  [
    '551d1e',
    nest(0x30),
    nest(0x30, nest(0xa0, nest(0x30, text(0x82, 'example')))),
    nest(0x30, nest(0xa1, nest(0x30, text(0x82, 'example')))),
    nest(0x30, nest(0xa0, nest(0x30, directory))),
  ],
  [
    '551d1f',
    nest(0x30),
    nest(0x30, nest(0x30)),
    nest(0x30, nest(0x30, full(place))),
    nest(0x30, nest(0x30, full(otherPlace))),
    nest(0x30, nest(0x30, full(otherPlace, place))),
    nest(0x30, nest(0x30, full(otherPlace)), nest(0x30, full(place))),
    nest(0x30, nest(0x30, full(place), reasons)),
    nest(0x30, nest(0x30, full(otherPlace), reasons), nest(0x30, full(place))),
    nest(0x30, nest(0x30, full(place), nest(0xa2, directory))),
    nest(0x30, nest(0x30, nest(0xa2, directory))),
    nest(0x30, nest(0x30, relative)),
    nest(0x30, nest(0x30, full(directory))),
    nest(0x30, nest(0x30, nest(0xa0, place))),
    nest(0x30, nest(0x30, nest(0xa0))),
  ],
  ['551d20', nest(0x30), nest(0x30, nest(0x30, leaf(6, '551d2000'))), nothing],
  ['551d21', nest(0x30, nest(0x30, leaf(6, '2a03'), leaf(6, '2a04')))],
  [
    '551d23',
    nest(0x30),
    nest(0x30, leaf(0x80, 'aabb')),
    nest(0x30, leaf(0x82, '01')),
    nest(0x30, nest(0xa1, directory), leaf(0x82, '01')),
    nest(0x30, nest(0xa1, directory)),
    leaf(4, 'aabb'),
  ],
  ['551d24', nest(0x30, leaf(0x80, '00')), nest(0x30, leaf(0x81, '00'))],
  [
    '551d25',
    nest(0x30),
    nest(0x30, leaf(6, '551d2500')),
    nest(0x30, leaf(6, '551d2500'), leaf(6, '2b06010505070302')),
    nest(0x30, leaf(6, '2b06010505070302')),
    nest(0x30, leaf(6, '2b06010505070301'), leaf(6, '2b06010505070302')),
    nest(0x30, leaf(6, '2b06010505070301')),
    nest(0x30, leaf(6, '6086480186f8420401')),
    nest(0x30, leaf(6, '2b060104018237140202')),
    nest(0x30, leaf(6)),
  ],
  ['551d2e', nest(0x30, nest(0x30, full(place)))],
  ['551d36', leaf(2, '00'), leaf(2, '05')],
  ['551d1c', nest(0x30)],
  ['2b06010505070101', nest(0x30)],
  [
    '2b06010505070107',
    nest(0x30),
    nest(0x30, nest(0x30, leaf(4, '0001'), nothing)),
    nest(0x30, nest(0x30, leaf(4, '0001'), nest(0x30, leaf(3, '000a')))),
  ],
  [
    '2b06010505070108',
    nest(0x30, nest(0xa0, nothing)),
    nest(0x30, nest(0xa0, nest(0x30, leaf(2, '01')))),
  ],
  [
    '2b0601050507010e',
    nest(0x30, nest(0x30, leaf(6, '2b06010505071501'))),
    nest(0x30, leaf(2, '00'), nest(0x30, leaf(6, '2b06010505071501'))),
    nest(0x30),
  ],
  ['2b06010505070118', nest(0x30, leaf(2, '05'))],
  ['2b0601050507300105', nothing],
  ['2b06010401d679020403', nothing],
  [
    '6086480186f8420101',
    ...['0780', '0640', '0204', '0007', '0700', '00', '', '0680', '05a0'].map((bits) =>
      leaf(3, bits),
    ),
    leaf(5),
  ],
  ['6086480186f842010d', text(0x16, 'a comment')],
  ['2a817a01470402', leaf(4, '00'), text(0x0c, 'private')],
]);

/** Values of extensions that revocation lists may have. */
export const listExtensions = /** @type {readonly ExtensionValues[]} */ ([
  [
    '551d1c',
    nest(0x30),
    nest(0x30, full(place)),
    nest(0x30, full(otherPlace)),
    nest(0x30, full(otherPlace, place)),
    nest(0x30, relative),
    nest(0x30, full(directory)),
    nest(0x30, nest(0xa0)),
    nest(0x30, nest(0xa0, nest(0xa0))),
    ...['81', '82', '84', '85'].flatMap((tag) =>
      ['ff', '00', '01', ''].flatMap((flag) => [
        nest(0x30, leaf(Number.parseInt(tag, 16), flag)),
        nest(0x30, full(place), leaf(Number.parseInt(tag, 16), flag)),
      ]),
    ),
    nest(0x30, leaf(0x83, '0560')),
    nest(0x30, full(place), leaf(0x83, '0560')),
    nest(0x30, full(place), full(place)),
    nothing,
  ],
  ['551d1b', leaf(2, '01'), leaf(2), leaf(2, '0001')],
  [
    '551d14',
    leaf(2, '01'),
    leaf(2, 'ff'),
    leaf(2, '7f'.repeat(21)),
    leaf(2, '0001'),
    leaf(2),
    text(0x0c, 'a'),
  ],
  [
    '551d23',
    nest(0x30),
    nest(0x30, leaf(0x80, 'aabb')),
    nest(0x30, leaf(0x82, '01')),
    nest(0x30, nest(0xa1, directory)),
    nest(0x30, nest(0xa1, directory), leaf(0x82, '01')),
    leaf(4, 'aabb'),
    nest(0x30, leaf(0x82)),
  ],
  ['551d2e', nest(0x30, nest(0x30, full(place)))],
  ['551d12', nest(0x30, text(0x82, 'a.example'))],
  ['551d3c', text(0x18, '20200101000000Z')],
  ['551d15', leaf(0x0a, '01')],
  ['551d1d', nest(0x30, directory)],
  ['551d1e', nest(0x30)],
  ['2a817a01470402', leaf(4, '00')],
]);

/** Values of extensions that entries of lists may have. */
export const entryExtensions = /** @type {readonly ExtensionValues[]} */ ([
  [
    '551d15',
    ...[
      '00',
      '01',
      '02',
      '03',
      '04',
      '05',
      '06',
      '07',
      '08',
      '09',
      '0a',
      '0b',
      'ff',
      '0001',
      '',
      '7f'.repeat(9),
    ].map((reason) => leaf(0x0a, reason)),
    leaf(2, '01'),
    nothing,
  ],
  ['551d18', text(0x18, '20200101000000Z'), text(0x18, 'never'), nothing],
  ['551d17', leaf(6, '2a8648ce380202')],
  ['551d1d', nest(0x30, directory), nest(0x30), nest(0x30, text(0x82, 'a.example')), nothing],
  ['551d23', nest(0x30, leaf(0x80, 'aabb'))],
  ['551d1c', nest(0x30)],
  ['2a817a01470402', leaf(4, '00')],
]);
