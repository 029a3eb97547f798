// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, rootManifest } from '../../.tasks/workspace.mjs';

const home = rootManifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

/**
 * Checks the links of a README: npm shows it without the repository around it, so each has to be
 * absolute, and one that leads into the repository has to lead to something.
 *
 * @param {string} text of the README
 * @returns {string | undefined} what is wrong
 */
export function checkLinks(text) {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '``');
  const targets = [
    ...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)|\b(?:src|href)="([^"]+)"/gm),
  ];
  const wrong = targets.flatMap(([, inline, reference, html]) => {
    const target = inline ?? reference ?? html ?? '';
    const fault = findFault(target);
    return fault ? [`${target} ${fault}`] : [];
  });
  return wrong.join('\n') || undefined;
}

/** @param {string} target */
function findFault(target) {
  if (target.startsWith('#')) return undefined;
  if (!/^https?:/.test(target)) return 'is relative: it leads nowhere on npm';
  if (!target.startsWith(`${home}/`)) return undefined;
  const [, kind, path = ''] = /\/(tree|blob)\/main\/([^#?]*)/.exec(target.slice(home.length)) ?? [];
  if (kind === undefined) return undefined;
  const file = join(root, decodeURI(path));
  if (!existsSync(file)) return 'leads to nothing';
  if (statSync(file).isDirectory() !== (kind === 'tree')) return `is not a ${kind}`;
  const [, anchor] = target.split('#');
  if (anchor === undefined || kind === 'tree') return undefined;
  return anchorsOf(readFileSync(file, 'utf8')).has(anchor) ? undefined : 'leads to no heading';
}

/**
 * Lists the anchors that GitHub gives to the headings of a page.
 *
 * @param {string} text
 */
function anchorsOf(text) {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
