import type { Fence, Page, Table } from './read-page.js';

/**
 * Compares a French page with its English page.
 *
 * Headings, lists and tables have the same shape, and sections and cells the same inline code.
 * Fences are the same byte for byte, except for the words of their comments: from the last
 * `//`, or from `#` or `--`, with a space on both sides, to the end of the line; and documentation
 * comments of one line.
 *
 * @returns what differs, in words; links are compared by `findWrongLinks`.
 */
export function comparePages(english: Page, french: Page): readonly string[] {
  return [
    ...compareSections(english, french),
    ...compareLists('fence', english.fences.map(toFixedText), french.fences.map(toFixedText)),
    ...compareTables(english.tables, french.tables),
  ];
}

function compareSections(english: Page, french: Page): readonly string[] {
  const [levels, own] = [english, french].map(({ sections }) => sections.map(({ level }) => level));
  if (String(levels) !== String(own)) return [`headings: ${levels} in English, ${own} in French`];
  return english.sections.flatMap(({ anchor, code, listItems }, index) => {
    const section = french.sections[index];
    const missing = code.filter((text) => !section?.code.includes(text));
    const added = section?.code.filter((text) => !code.includes(text)) ?? [];
    return [
      ...missing.map((text) => `section "${anchor}": \`${text}\` is missing`),
      ...added.map((text) => `section "${anchor}": \`${text}\` is not in the English page`),
      ...(listItems === section?.listItems
        ? []
        : [`section "${anchor}": ${listItems} list items, ${section?.listItems} in French`]),
    ];
  });
}

function compareTables(english: readonly Table[], french: readonly Table[]): readonly string[] {
  if (english.length !== french.length) {
    return [`tables: ${english.length} in English, ${french.length} in French`];
  }
  return english.flatMap((table, index) => {
    const own = french[index] ?? [];
    const shapes = [table, own].map((rows) => rows.map(({ length }) => length));
    if (String(shapes[0]) !== String(shapes[1])) {
      return [`table ${index + 1}: cells by row ${shapes[0]} in English, ${shapes[1]} in French`];
    }
    return table.flatMap((row, line) =>
      row.flatMap((code, column) => {
        const [expected, actual] = [code, own[line]?.[column] ?? []].map((texts) =>
          [...texts].sort().join(' '),
        );
        const place = `table ${index + 1}, row ${line + 1}, column ${column + 1}`;
        return expected === actual ? [] : [`${place}: "${expected}", in French "${actual}"`];
      }),
    );
  });
}

function compareLists(
  name: string,
  english: readonly string[],
  french: readonly string[],
): readonly string[] {
  if (english.length !== french.length) {
    return [`${name}s: ${english.length} in English, ${french.length} in French`];
  }
  return english.flatMap((text, index) => {
    if (text === french[index]) return [];
    const lines = text.split('\n');
    const own = french[index]?.split('\n') ?? [];
    const line = lines.findIndex((code, number) => code !== own[number]);
    return [`${name} ${index + 1}: "${lines[line]}", in French "${own[line]}"`];
  });
}

/** A fence without the words of its comments. */
function toFixedText({ language, directive, code }: Fence): string {
  const script = /(?<=^|\s)(\/\/) (?:(?!\/\/ ).)*$|(?<=^|\s)(\/\*\*) .* \*\/$/gm;
  const marks: Readonly<Record<string, RegExp>> = {
    ts: script,
    js: script,
    sh: /(?<=^|\s)(#) .*$/gm,
    sql: /(?<=^|\s)(--) .*$/gm,
    yaml: /(?<=^|\s)(#) .*$/gm,
  };
  const mark = marks[language];
  return `${directive}\n${language}\n${mark ? code.replaceAll(mark, '$1$2') : code}`;
}
