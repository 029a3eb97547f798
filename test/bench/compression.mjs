// @ts-check
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { time } from './statistics.mjs';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const quality = (/** @type {number} */ level) => ({
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: level },
});

/** Measures what compressing an answer costs and saves. @param {Buffer} body */
export async function measureCompression(body) {
  const ways = [
    { name: 'brotli, level 1', compress: () => brotli(body, quality(1)) },
    { name: 'brotli, level 4', compress: () => brotli(body, quality(4)) },
    { name: 'gzip, level 1', compress: () => gzip(body, { level: 1 }) },
    { name: 'gzip, level 6', compress: () => gzip(body, { level: 6 }) },
  ];
  const rows = [];
  for (const { name, compress } of ways) {
    rows.push({
      name,
      bytes: (await compress()).length,
      milliseconds: await time(compress, { warm: 3, runs: 15 }),
    });
  }
  return { bytes: body.length, rows };
}
