import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../data-folder.js';
import type { Position } from './position.js';

/** A town, or what stands for a postal code. */
interface Town extends Position {
  readonly name: string;
  /** Empty for a few territories. */
  readonly postalCodes: readonly string[];
}

/** Towns that a text may mean. */
export interface FoundTown {
  readonly town: Town;
  /** Whether only the beginning of the postal code is known: the position is that of the area. */
  readonly isApproximate: boolean;
  /** Others of the same name, the most populous first. */
  readonly others: readonly Town[];
}

interface Towns {
  readonly all: readonly (Town & { readonly key: string })[];
  readonly byPostalCode: ReadonlyMap<string, Town>;
}

let loaded: Towns | undefined;

/** Read once, when it is first needed: most simulators never search near a town. */
function load(): Towns {
  if (loaded) return loaded;
  const all = readFileSync(join(dataFolder, 'towns.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [name = '', codes = '', latitude, longitude] = line.split(';');
      return {
        name,
        key: toKey(name),
        postalCodes: codes === '' ? [] : codes.split(','),
        latitude: Number(latitude),
        longitude: Number(longitude),
      };
    });
  const byPostalCode = new Map<string, Town>();
  for (const town of all) {
    // The most populous first.
    for (const code of town.postalCodes) if (!byPostalCode.has(code)) byPostalCode.set(code, town);
  }
  loaded = { all, byPostalCode };
  return loaded;
}

/** Finds the town that a person means by a name, its beginning, a postal code or its beginning. */
export function findTown(text: string): FoundTown | undefined {
  const code = text.replace(/\s/g, '');
  if (/^\d{2,5}$/.test(code)) return findByPostalCode(code);
  const key = toKey(text.replace(/\(?\b\d{5}\b\)?/g, ' '));
  if (key === '') return undefined;
  const { all } = load();
  const [, given] = /\b(\d{5})\b/.exec(text) ?? [];
  const same = all.filter((town) => town.key === key);
  const wanted = same.find(({ postalCodes }) => given && postalCodes.includes(given)) ?? same[0];
  if (wanted) {
    return { town: wanted, isApproximate: false, others: same.filter((town) => town !== wanted) };
  }
  const begun = all.find((town) => town.key.startsWith(key));
  return begun && { town: begun, isApproximate: false, others: [] };
}

function findByPostalCode(code: string): FoundTown | undefined {
  const { all, byPostalCode } = load();
  const exact = byPostalCode.get(code);
  if (exact) return { town: exact, isApproximate: false, others: [] };
  // Villages are not in the table: the area of their code is near enough to sort by distance.
  for (let length = Math.min(code.length, 4); length >= 2; length -= 1) {
    const prefix = code.slice(0, length);
    const within = all.filter(({ postalCodes }) =>
      postalCodes.some((postalCode) => postalCode.startsWith(prefix)),
    );
    if (within.length === 0) continue;
    const mean = (read: (town: Town) => number) =>
      within.reduce((sum, town) => sum + read(town), 0) / within.length;
    const town = {
      name: code,
      postalCodes: [],
      latitude: mean(({ latitude }) => latitude),
      longitude: mean(({ longitude }) => longitude),
    };
    return { town, isApproximate: true, others: [] };
  }
  return undefined;
}

/** The position of the commune of an address, if it is known. */
export function findPositionOfAddress({
  postalCode,
  city,
}: {
  readonly postalCode: string;
  readonly city: string;
}): Position | undefined {
  const found = findTown(`${city} ${postalCode}`)?.town;
  if (found?.postalCodes.includes(postalCode)) return found;
  return load().byPostalCode.get(postalCode);
}

/** A name without accents, capitals and signs. */
function toKey(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[^a-z\d]+/g, ' ')
    .trim()
    .replace(/^st(e?) /, (_, feminine) => `saint${feminine} `)
    .replace(/ cedex.*$/, '');
}
