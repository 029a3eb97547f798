// @ts-check
/**
 * A `ts` fence as a separate module: its prelude, then its text.
 *
 * @typedef {object} Fence
 * @property {number} line of the opening fence in the page, from 1.
 * @property {string} [module] the file name with which other fences of the page import it.
 * @property {readonly string[]} code lines of the module, prelude first.
 * @property {readonly number[]} lines for each line of code, its line in the page, from 1.
 *
 * @typedef {readonly [number: number, text: string][]} NumberedLines
 */

const opening = /^( *)(`{3,}|~{3,})\s*([\w+-]*)[^`]*$/;
const exported = /^export (?:async )?(?:function\*?|const|class) (\w+)/;
const languages = /^(ts|typescript|tsx|mts|cts)$/i;

/**
 * Finds the `ts` fences of a Markdown page. An HTML comment right before a fence may say
 * `<!-- prelude: … -->`, with statements that the reader does not see, or `<!-- module: NAME -->`.
 *
 * @param {string} text
 * @returns {Fence[]}
 */
export function findMarkdownFences(text) {
  return findFences(text.split('\n').map((line, index) => [index + 1, line]));
}

/**
 * Finds the `ts` fences in the documentation comments of a module. An example need not import what
 * it documents. Each line comment right above the documentation comment may contain a statement of
 * the prelude, `// prelude: …`: neither editors nor declarations show them.
 *
 * @param {string} text
 * @param {string} packageName the package that exports what is documented.
 * @returns {Fence[]}
 */
export function findCommentFences(text, packageName) {
  const lines = text.split('\n');
  /** @type {Fence[]} */
  const fences = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (!/^\s*\/\*\*/.test(lines[index] ?? '')) continue;
    const start = index;
    while (index < lines.length && !(lines[index] ?? '').includes('*/')) index += 1;
    /** @type {NumberedLines} */
    const comment = lines
      .slice(start, index)
      .map((line, offset) => [start + offset + 1, line.replace(/^\s*\/?\*+ ?/, '')]);
    const prelude = readLinePrelude(lines, start);
    const documented = exported.exec(lines[index + 1] ?? '')?.[1];
    for (const fence of findFences(comment)) {
      const isImported = fence.code.some(
        (line) => /^import /.test(line) && mentions(line, documented),
      );
      /** @type {NumberedLines} */
      const own =
        documented === undefined || isImported
          ? []
          : [[fence.line, `import { ${documented} } from '${packageName}';`]];
      fences.push(prefix(fence, [...own, ...prelude]));
    }
  }
  return fences;
}

/**
 * @param {string} line
 * @param {string | undefined} name
 */
function mentions(line, name) {
  return name !== undefined && new RegExp(`\\b${name}\\b`).test(line);
}

/**
 * @param {readonly string[]} lines
 * @param {number} end index of the line after the prelude.
 * @returns {NumberedLines}
 */
function readLinePrelude(lines, end) {
  let start = end;
  while (/^\s*\/\/ prelude: /.test(lines[start - 1] ?? '')) start -= 1;
  return lines
    .slice(start, end)
    .map((line, offset) => [start + offset + 1, line.replace(/^\s*\/\/ prelude: /, '')]);
}

/**
 * @param {NumberedLines} page
 * @returns {Fence[]}
 */
function findFences(page) {
  /** @type {Fence[]} */
  const fences = [];
  /** @type {{ prelude: NumberedLines, module?: string }} */
  let before = { prelude: [] };
  for (let index = 0; index < page.length; index += 1) {
    const [number, line] = /** @type {[number, string]} */ (page[index]);
    if (line.trimStart().startsWith('<!--')) {
      const start = index;
      while (index < page.length - 1 && !page[index]?.[1].includes('-->')) index += 1;
      before = { ...before, ...readHtmlComment(page.slice(start, index + 1)) };
      continue;
    }
    const [, indent = '', mark, language = ''] = opening.exec(line) ?? [];
    if (!mark) {
      if (line.trim() !== '') before = { prelude: [] };
      continue;
    }
    const start = index + 1;
    const closing = new RegExp(`^ *${mark[0]}{${mark.length},}\\s*$`);
    index = start;
    while (index < page.length && !closing.test(page[index]?.[1] ?? '')) index += 1;
    if (index === page.length) throw new Error(`${number}: unclosed fence`);
    if (languages.test(language)) {
      const body = page.slice(start, index);
      const fence = {
        line: number,
        ...(before.module !== undefined && { module: before.module }),
        code: body.map(([, text]) => (text.startsWith(indent) ? text.slice(indent.length) : text)),
        lines: body.map(([number]) => number),
      };
      fences.push(prefix(fence, before.prelude));
    }
    before = { prelude: [] };
  }
  return fences;
}

/**
 * @param {NumberedLines} comment
 * @returns {{ prelude?: NumberedLines, module?: string }}
 */
function readHtmlComment(comment) {
  const text = comment.map(([, line]) => line).join('\n');
  const module = /^\s*<!-- module: (\S+) -->/.exec(text)?.[1];
  if (module !== undefined) return { module };
  if (!/^\s*<!-- prelude:/.test(text)) return {};
  return {
    prelude: comment.map(([number, line]) => [
      number,
      line.replace(/^\s*<!-- prelude:/, '').replace(/-->.*$/, ''),
    ]),
  };
}

/**
 * @param {Fence} fence
 * @param {NumberedLines} prelude
 * @returns {Fence}
 */
function prefix(fence, prelude) {
  return {
    ...fence,
    code: [...prelude.map(([, line]) => line), ...fence.code],
    lines: [...prelude.map(([number]) => number), ...fence.lines],
  };
}
