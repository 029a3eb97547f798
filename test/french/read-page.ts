/** What a page and its translation have in common. */
export interface Page {
  readonly sections: readonly Section[];
  readonly fences: readonly Fence[];
  readonly tables: readonly Table[];
  /** Targets as written, images included. */
  readonly links: readonly string[];
}

/** A heading with the text below it; the first one is what comes before any heading. */
interface Section {
  /** 0 for the text before any heading. */
  readonly level: number;
  readonly anchor: string;
  /** Inline code, without repetitions, sorted. */
  readonly code: readonly string[];
  readonly listItems: number;
}

export interface Fence {
  readonly language: string;
  readonly code: string;
  /** The HTML comment with its prelude or the name of its module. */
  readonly directive: string;
}

/** Rows of cells, the titles first; of a cell, its inline code. */
export type Table = readonly (readonly (readonly string[])[])[];

const opening = /^ *(`{3,}|~{3,})\s*(.*)$/;

/** Reads the parts of a Markdown page that a translation must not change. */
export function readPage(text: string): Page {
  const { prose, fences } = takeFences(text);
  const sections: { level: number; anchor: string; lines: string[] }[] = [
    { level: 0, anchor: '', lines: [] },
  ];
  for (const line of prose) {
    const [, marks, title = ''] = /^(#{1,6}) (.+)$/.exec(line) ?? [];
    if (marks) sections.push({ level: marks.length, anchor: toAnchor(title), lines: [title] });
    else sections.at(-1)?.lines.push(line);
  }
  const whole = prose.join('\n').replaceAll(/(`+)[^`]+\1/g, '');
  return {
    sections: sections.map(({ level, anchor, lines }) => ({
      level,
      anchor,
      code: [...new Set(findCode(lines.join('\n')))].sort(),
      listItems: lines.filter((line) => /^ *(?:[-*]|\d+\.) /.test(line)).length,
    })),
    fences,
    tables: findTables(prose),
    links: [...whole.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
  };
}

function takeFences(text: string) {
  const prose: string[] = [];
  const fences: Fence[] = [];
  let directive = '';
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.startsWith('<!--')) {
      const start = index;
      while (index < lines.length - 1 && !lines[index]?.includes('-->')) index += 1;
      const comment = lines.slice(start, index + 1).join('\n');
      if (/^<!-- (?:prelude|module):/.test(comment)) directive += comment;
      continue;
    }
    const [, mark, language = ''] = opening.exec(line) ?? [];
    if (!mark) {
      prose.push(line);
      continue;
    }
    const start = index + 1;
    do index += 1;
    while (index < lines.length && !lines[index]?.trimStart().startsWith(mark));
    fences.push({ language, directive, code: lines.slice(start, index).join('\n') });
    directive = '';
  }
  return { prose, fences };
}

function findTables(prose: readonly string[]): readonly Table[] {
  const tables: (readonly string[])[][][] = [];
  let isInTable = false;
  for (const line of prose) {
    const isRow = line.trimStart().startsWith('|');
    if (isRow && !isInTable) tables.push([]);
    isInTable = isRow;
    if (!isRow) continue;
    const cells = line
      .trim()
      .replace(/\|$/, '')
      .split(/(?<!\\)\|/);
    tables.at(-1)?.push(cells.slice(1).map(findCode));
  }
  return tables;
}

function findCode(text: string): readonly string[] {
  return [...text.matchAll(/(`+)([^`]+)\1/g)].map(([, , code = '']) => code.replaceAll('\n', ' '));
}

/** The anchor that GitHub gives to a heading. */
function toAnchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
    .replaceAll(' ', '-');
}
