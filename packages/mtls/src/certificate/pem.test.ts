import { createTestAuthority } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { toElement } from './der-element.fixture.js';
import { readBlocks, toPem } from './pem.js';

const start = Date.UTC(2026, 0, 1);
const { cert } = createTestAuthority({
  commonName: 'root',
  period: { from: start, to: start + 1 },
});
const der = Buffer.from(cert.replace(/-----.*-----/g, ''), 'base64');
const withPem = toElement(0x30, toElement(0x0c, Buffer.from(cert)));
const long = Buffer.alloc(300_001, 'some bytes');

describe('a file of certificates', () => {
  it.each<{ name: string; file: string | Uint8Array; blocks: readonly Buffer[] }>([
    { name: 'PEM', file: cert, blocks: [der] },
    { name: 'PEM as bytes', file: Buffer.from(cert), blocks: [der] },
    {
      name: 'PEM as bytes after text that begins with 0, the first byte of DER',
      file: Buffer.from(`0 s:CN = ACR\n${cert}`),
      blocks: [der],
    },
    {
      name: 'PEM as bytes after text whose first letters look like a length',
      file: Buffer.from(`0\u0001\u0030${cert}`),
      blocks: [der],
    },
    {
      name: 'a part of a larger buffer',
      file: Buffer.from(`before${cert}`).subarray(6),
      blocks: [der],
    },
    { name: 'DER', file: der, blocks: [der] },
    { name: 'DER with PEM in a text of it', file: withPem, blocks: [withPem] },
    {
      name: 'DER followed by a line end',
      file: Buffer.concat([der, Buffer.from('\n')]),
      blocks: [Buffer.concat([der, Buffer.from('\n')])],
    },
    {
      name: 'DER cut short, to be refused when it is read',
      file: der.subarray(0, 20),
      blocks: [der.subarray(0, 20)],
    },
    { name: 'two blocks with text around them', file: `a\n${cert}b\n${cert}c`, blocks: [der, der] },
    {
      name: 'lines of another length',
      file: toPem('CERTIFICATE', long).replace(/\n(?=[^-]{3})/g, '\r\n '),
      blocks: [long],
    },
    {
      name: 'a block on one line',
      file: `-----BEGIN CERTIFICATE-----${der.toString('base64')}-----END CERTIFICATE-----`,
      blocks: [der],
    },
    {
      name: 'blocks of another kind',
      file: cert.replaceAll('CERTIFICATE', 'X509 CRL'),
      blocks: [],
    },
    { name: 'a second block without an end', file: cert + cert.slice(0, -20), blocks: [] },
    {
      name: 'a block within a block',
      file: cert.replace('\n', '\n-----BEGIN CERTIFICATE-----\n'),
      blocks: [],
    },
    { name: 'text', file: '0 text', blocks: [] },
    { name: 'nothing', file: new Uint8Array(), blocks: [] },
  ])('is read: $name', ({ file, blocks }) => {
    // As text: long bytes take seconds to compare one by one.
    const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    expect(readBlocks('CERTIFICATE', file).map(toHex)).toEqual(blocks.map(toHex));
  });

  it('is written in lines of 64 characters', () => {
    expect(toPem('CERTIFICATE', der)).toBe(cert);
  });
});
