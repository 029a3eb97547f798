import { readFile, writeFile } from 'node:fs/promises';
import { type NodeLine, nodeLines, type Project } from './project.js';

/** A project that was tried. */
export interface Row extends Pick<Project, 'subject' | 'title' | 'moduleKind'> {
  /** Versions of what is shown of it. */
  readonly versions: readonly string[];
  readonly failed: readonly NodeLine[];
  /** Lines of Node of a row that was not tried on all of them yet. */
  readonly untried?: readonly NodeLine[];
}

/** What was tried last. */
export interface Results {
  /** Version of each line of Node. */
  readonly nodes: Readonly<Record<NodeLine, string>>;
  readonly rows: readonly Row[];
}

const resultsUrl = new URL('results.json', import.meta.url);

/** Replaces the rows of the last results that were tried again. */
export async function mergeResults({ nodes, rows }: Results): Promise<Results> {
  const last = JSON.parse(await readFile(resultsUrl, 'utf8')) as Results;
  const isSame = (one: Row, other: Row) =>
    one.title === other.title && one.moduleKind === other.moduleKind;
  // More than one version of TypeScript has the same title.
  const kept = last.rows.flatMap((row) => {
    const again = rows.filter((each) => isSame(each, row));
    if (again.length <= 1) return again[0] ?? row;
    return again.find(({ versions }) => versions.join() === row.versions.join()) ?? row;
  });
  const added = rows.filter((row) => !last.rows.some((each) => isSame(each, row)));
  const subjects = [...new Set([...kept, ...added].map(({ subject }) => subject))];
  const bySubject = subjects.flatMap((subject) =>
    [...added, ...kept].filter((row) => row.subject === subject),
  );
  return { nodes, rows: bySubject };
}

interface Words {
  readonly page: string;
  readonly title: string;
  readonly introduction: string;
  readonly subjects: Readonly<Record<Project['subject'], readonly [title: string, text: string]>>;
  readonly columns: readonly string[];
  readonly moduleKinds: Readonly<Record<Project['moduleKind'], string>>;
  readonly yes: string;
  readonly no: string;
}

const english: Words = {
  page: 'docs/reference/compatibility.md',
  title: 'What it is tried with',
  introduction:
    'Each cell is a new project in an empty folder that installs the packed packages, and was run: `npm run matrix` writes this page, and fails if a cell does. CI runs a part of it (`npm run matrix -- --quick`). –: not tried yet, or only on a machine too busy for the limits of time.',
  subjects: {
    hosts: [
      'Hosts',
      'The examples, as JavaScript, through the whole journey: search, account, sign-on, booking, report.',
    ],
    bundlers: [
      'Bundlers',
      'One of the examples and every package that runs in production, in one bundle, through the same journey.',
    ],
    runners: [
      'Test runners',
      'The contract suites, on adapters in memory and on the outbox on SQLite.',
    ],
    compilers: [
      'TypeScript',
      'Every package, in a strict project without `skipLibCheck`. Versions before the first one are not supported.',
    ],
  },
  columns: ['', 'version', 'modules'],
  moduleKinds: { 'ES modules': 'ES modules', CommonJS: 'CommonJS', both: 'both' },
  yes: 'yes',
  no: 'no',
};

const french: Words = {
  page: 'docs/fr/reference/compatibility.md',
  title: 'Ce avec quoi il est essayé',
  introduction:
    "Chaque case est un projet neuf dans un dossier vide, qui installe les paquets tels qu'ils sont publiés, et qui a été exécuté : `npm run matrix` écrit cette page, et échoue si une case échoue. L'intégration continue en exécute une partie (`npm run matrix -- --quick`). – : pas encore essayé, ou seulement sur une machine trop occupée pour les limites de temps.",
  subjects: {
    hosts: [
      'Hôtes',
      'Les exemples, en JavaScript, sur tout le parcours : recherche, compte, connexion, réservation, remontée.',
    ],
    bundlers: [
      "Outils d'assemblage",
      "L'un des exemples et tous les paquets de production, dans un seul fichier assemblé, sur le même parcours.",
    ],
    runners: [
      'Lanceurs de tests',
      "Les suites de contrat, sur les adaptateurs en mémoire et sur la file d'envoi SQLite.",
    ],
    compilers: [
      'TypeScript',
      'Tous les paquets, dans un projet strict sans `skipLibCheck`. Les versions antérieures à la première ne sont pas prises en charge.',
    ],
  },
  columns: ['', 'version', 'modules'],
  moduleKinds: { 'ES modules': 'modules ES', CommonJS: 'CommonJS', both: 'les deux' },
  yes: 'oui',
  no: 'non',
};

/** Writes the results, and their page in English and in French. */
export async function writeResults(results: Results): Promise<void> {
  // Short lists on one line, as the formatter has them.
  const text = JSON.stringify(results, null, 2).replace(
    /\[\n\s+([^[\]{}]+?)\n\s+\]/g,
    (_, items) => {
      return `[${items.replace(/\n\s+/g, ' ')}]`;
    },
  );
  await writeFile(resultsUrl, `${text}\n`);
  for (const words of [english, french]) {
    await writeFile(new URL(`../../../${words.page}`, import.meta.url), toPage(results, words));
  }
}

/** Returns the page in the language of the words. */
function toPage({ rows, nodes: versionsOfNode }: Results, words: Words): string {
  const nodes = nodeLines.map((line) => `Node ${versionsOfNode[line]}`);
  const toLine = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replace('|  |', '| |');
  const tables = Object.entries(words.subjects).map(([subject, [title, text]]) => {
    const lines = rows
      .filter((row) => row.subject === subject)
      .map(({ title: name, versions, moduleKind, failed, untried = [] }) =>
        toLine([
          name,
          versions.join(', ') || '–',
          words.moduleKinds[moduleKind],
          ...nodeLines.map((line) => {
            if (untried.includes(line)) return '–';
            return failed.includes(line) ? words.no : words.yes;
          }),
        ]),
      );
    const head = [...words.columns, ...nodes];
    const rule = `|${head.map(() => '---').join('|')}|`;
    return [`## ${title}`, '', text, '', toLine(head), rule, ...lines, ''].join('\n');
  });
  return [
    '<!-- Generated by test/packaging/matrix: do not edit. -->',
    '',
    `# ${words.title}`,
    '',
    words.introduction,
    '',
    ...tables,
  ].join('\n');
}
