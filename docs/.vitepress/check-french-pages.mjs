import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Looks at the French pages of the site that was built: no line may end before `:`, `;`, `?`, `!` or
// `»`, or after `«`, and the words around a sign are found when they are typed with ordinary spaces.
const site = fileURLToPath(new URL('dist/', import.meta.url));
const chunks = join(site, 'assets/chunks');
const [index] = readdirSync(chunks).filter((name) => name.startsWith('@localSearchIndexfr.'));
const { default: json } = await import(pathToFileURL(join(chunks, index)).href);
const { default: MiniSearch } = await import(
  new URL('node_modules/minisearch/dist/es/index.js', import.meta.url).href
);
const search = MiniSearch.loadJSON(json, {
  fields: ['title', 'titles', 'text'],
  searchOptions: { combineWith: 'AND' },
});

const pages = readdirSync(join(site, 'fr'), { recursive: true }).filter((name) =>
  name.endsWith('.html'),
);
const faults = pages.flatMap((page) => {
  const html = readFileSync(join(site, 'fr', page), 'utf8');
  const [, main = ''] = /<main\b[^>]*>(.*)<\/main>/s.exec(html) ?? [];
  const texts = [...main.matchAll(/<(p|li|td|th|h[1-6])\b[^>]*>(.*?)<\/\1>/gs)].map(([, , block]) =>
    toText(block),
  );
  const broken = texts
    .flatMap((text) => text.match(/.{0,30}(?: [:;?!»](?!\w)|« ).{0,10}/g) ?? [])
    .map((text) => `a line may end at the sign in “${text}”`);
  const lost = texts
    .flatMap((text) => text.match(/\p{Letter}+\u00A0[:;?!»](?: \p{Letter}+){1,3}/gu) ?? [])
    .map((text) => text.replaceAll('\u00A0', ' '))
    .filter((phrase) => !search.search(phrase).some(({ id }) => id.startsWith(`/fr/${page}`)))
    .map((phrase) => `a search for “${phrase}” does not find it`);
  return [...broken, ...lost].map((fault) => `${page}: ${fault}`);
});
if (pages.length === 0) faults.push('no French page was built');
for (const fault of faults.slice(0, 20)) console.error(fault);
if (faults.length > 0) {
  console.error(`${faults.length} faults in the French pages`);
  process.exitCode = 1;
}

/** What a block says, without its code. */
function toText(html) {
  return html
    .replaceAll(/<(code|button)\b.*?<\/\1>/gs, '…')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'");
}
