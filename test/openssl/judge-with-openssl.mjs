// @ts-check
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toPem } from './scene.mjs';

/** @typedef {{ isAccepted: boolean, reason: string }} Verdict */

const run = promisify(execFile);

/** Creates a judge that runs `openssl verify`, and removes its files when it is closed. */
export function createOpensslJudge() {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-openssl-'));
  let files = 0;

  /** @param {string} content */
  function write(content) {
    files += 1;
    const path = join(folder, `${files}.pem`);
    writeFileSync(path, content);
    return path;
  }

  return {
    /**
     * Judges clients with the same authorities and lists.
     *
     * @param {import('./compare.mjs').Material} material
     * @returns {Promise<Verdict[] | undefined>} `undefined` when authorities or lists cannot be loaded
     */
    async judge({ authorities, lists, clients, now }) {
      const ca = write(authorities.map((der) => toPem('CERTIFICATE', der)).join(''));
      const crl = write(lists.map((der) => toPem('X509 CRL', der)).join(''));
      const paths = clients.map(({ cert }) => write(toPem('CERTIFICATE', cert)));
      const { stdout, stderr } = await run(
        'openssl',
        [
          ...['verify', '-no-CApath', '-no-CAstore', '-CAfile', ca, '-CRLfile', crl],
          ...['-crl_check_all', '-purpose', 'sslclient', '-attime', String(now / 1000), ...paths],
        ],
        { maxBuffer: 2 ** 26, encoding: 'latin1' },
      ).catch((error) => error);
      if (typeof stdout !== 'string') throw new Error('openssl could not be run.');
      for (const path of [ca, crl, ...paths]) rmSync(path);
      if (stderr.includes(ca) || stderr.includes(crl)) return undefined;
      const accepted = new Set([...stdout.matchAll(/^(.*): OK$/gm)].map(([, path]) => path));
      const reasons = new Map(
        stderr
          .split(/^error (?=\/)/m)
          .map(
            (
              /** @type {string} */ part,
              /** @type {number} */ index,
              /** @type {string[]} */ all,
            ) => [
              part.split(':')[0],
              [...(all[index - 1] ?? '').matchAll(/^error (\d+ at \d+) depth lookup: ?(.*)$/gm)]
                .map((match) => match[0])
                .join('; '),
            ],
          ),
      );
      return paths.map((path) => ({
        isAccepted: accepted.has(path),
        reason: reasons.get(path) || (accepted.has(path) ? '' : 'cannot be read'),
      }));
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
