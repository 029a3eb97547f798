import { posix } from 'node:path';
import type { Page } from './read-page.js';

interface Site {
  /** Whether a file or folder exists, by its path from the root of the repository. */
  exists(path: string): boolean;
  /** A Markdown page, by its path from the root of the repository. */
  read(path: string): Page;
}

/** The French page of an English one. */
export function toFrenchPath(path: string): string {
  if (path === 'README.md') return 'README.fr.md';
  return path.startsWith('docs/fr/') ? path : path.replace(/^docs\//, 'docs/fr/');
}

/**
 * Finds the links of a French page that lead elsewhere than those of its English page, or to an
 * English page although there is a French one. The links between a page and its translation do not
 * count.
 */
export function findWrongLinks(path: string, { exists, read }: Site): readonly string[] {
  const frenchPath = toFrenchPath(path);
  const toTarget = (from: string, link: string) => {
    if (/^[a-z]+:/.test(link)) return link;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? from : posix.join(posix.dirname(from), file);
    if (anchor === undefined || !target.endsWith('.md') || !exists(target)) return target;
    // Anchors are translated: compare the numbers of their headings.
    return `${target}#${read(target).sections.findIndex((section) => section.anchor === anchor)}`;
  };
  const expected = read(path)
    .links.map((link) => toTarget(path, link))
    .map((target) => {
      const [file = '', ...anchor] = target.split('#');
      const translated = toFrenchPath(file);
      return [exists(translated) ? translated : file, ...anchor].join('#');
    })
    .filter((target) => target !== frenchPath);
  const actual = read(frenchPath)
    .links.map((link) => toTarget(frenchPath, link))
    .filter((target) => target !== path);
  const problems: string[] = [];
  for (const target of actual) {
    const index = expected.indexOf(target);
    if (index < 0) problems.push(`link to ${target}: not in the English page, or not its target`);
    else expected.splice(index, 1);
  }
  return [...problems, ...expected.map((target) => `no link to ${target}`)];
}
