import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * File of a build that lists what was inlined. Not named after licences: pnpm would take it for that
 * of the package, and leave LICENSE out of the tarball.
 */
export const licencesFile = 'THIRD-PARTY-NOTICES.txt';

/**
 * Writes what a build inlined of other packages beside it: name, version and licence of each, as
 * their licences require, and as a vendor needs it to know whether a correction is in. Taken from
 * the source maps, so that it is what was built.
 *
 * @param {string} dist folder of the build
 * @returns {string[]} name and version of each package
 */
export function writeThirdPartyLicences(dist) {
  const homes = [...new Set(listMaps(dist).flatMap((map) => readHomes(dist, map)))];
  const inlined = homes.map(readPackage).sort((one, other) => one.title.localeCompare(other.title));
  if (inlined.length === 0) rmSync(join(dist, licencesFile), { force: true });
  else writeFileSync(join(dist, licencesFile), toText(inlined));
  return inlined.map(({ title }) => title);
}

function listMaps(dist) {
  return readdirSync(dist).filter((name) => name.endsWith('.map'));
}

/** Lists the folders of the packages that a source map names. */
function readHomes(dist, map) {
  const { sources } = JSON.parse(readFileSync(join(dist, map), 'utf8'));
  return sources.flatMap((source) => {
    const [home] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(resolve(dist, source)) ?? [];
    return home ? [home] : [];
  });
}

function readPackage(home) {
  const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const file = readdirSync(home).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  if (!file) throw new Error(`${name} ${version} is inlined, and has no licence text to pass on`);
  const text = readFileSync(join(home, file), 'utf8').trim();
  return { title: `${name} ${version}`, license, text };
}

function toText(inlined) {
  const list = inlined.map(({ title }) => `- ${title}\n`).join('');
  const texts = inlined.map(
    ({ title, license, text }) => `\n${'-'.repeat(72)}\n${title} (${license})\n\n${text}\n`,
  );
  return `The CommonJS build holds a copy of these packages:\n\n${list}${texts.join('')}`;
}
