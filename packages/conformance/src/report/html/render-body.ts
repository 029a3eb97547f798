import type { BodyLines } from './body-lines.js';
import type { Mark } from './exchange-view.js';
import { type Html, html } from './html.js';
import type { ReportPage } from './report-page.js';

/** How many lines of a body are shown from its start, and around each mark. */
export interface BodyExtent {
  readonly head: number;
  readonly around: number;
}

const longestLine = 600;
const mostNotes = 3;

/** A body: its start, and the places of faults with what surrounds them. */
export function renderBody(
  body: BodyLines,
  marks: readonly Mark[],
  page: ReportPage,
  { head, around }: BodyExtent,
): Html {
  const { lines } = body;
  const byLine = new Map<number, Mark[]>();
  for (const mark of marks) byLine.set(mark.line, [...(byLine.get(mark.line) ?? []), mark]);
  const marked = [...byLine.keys()];
  const isShown = (index: number) =>
    index < head ||
    marked.some((line) => Math.abs(line - index) <= around || isParent(body, index, line));
  const rows: Html[] = [];
  let skipped = 0;
  const close = () => {
    if (skipped > 0) rows.push(renderGap(skipped, page));
    skipped = 0;
  };
  for (const [index, { text }] of lines.entries()) {
    if (!isShown(index)) {
      skipped += 1;
      continue;
    }
    close();
    rows.push(renderLine(text, byLine.get(index) ?? [], page));
  }
  close();
  return html`<pre class="body"><code>${rows}</code></pre>`;
}

/** Whether the element of a line holds that of another: the lines above a mark say where it is. */
function isParent({ lines }: BodyLines, index: number, line: number): boolean {
  const outer = lines[index]?.path;
  const inner = lines[line]?.path;
  return (
    outer !== undefined &&
    inner !== undefined &&
    index < line &&
    (inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`))
  );
}

function renderLine(text: string, marks: readonly Mark[], page: ReportPage): Html {
  const shown = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  const [first] = marks;
  if (!first) return html`<span>${shown}</span>\n`;
  const notes = marks.slice(0, mostNotes);
  const more = marks.length - notes.length;
  return html`<mark id="${first.id}"${first.isExact ? '' : ' class=holds'}>${shown}</mark>
${notes.map((mark) => html`<span class="note">${toNote(mark, page)}</span>\n`)}${
  more > 0 &&
  html`<span class="note">↑ ${page.say(`et ${more} de plus`, `and ${more} more`)}</span>\n`
}`;
}

/** `↑ slots.window: attendu …, reçu …`. */
function toNote({ finding, fault, isExact }: Mark, { say, tell }: ReportPage): string {
  const { expected, received, element, text } = fault;
  const details = [
    isExact || element === undefined ? '' : say(`ici : ${element}`, `here: ${element}`),
    expected === undefined ? '' : say(`attendu « ${expected} »`, `expected "${expected}"`),
    received === undefined ? '' : say(`reçu « ${received} »`, `received "${received}"`),
  ].filter(Boolean);
  const said = details.length > 0 ? details.join(', ') : tell(text ?? finding.message);
  return `↑ ${finding.rule} : ${said}`;
}

function renderGap(count: number, { say }: ReportPage): Html {
  const text = count === 1 ? say('1 ligne', '1 line') : say(`${count} lignes`, `${count} lines`);
  return html`<span class="gap">⋯ ${text}</span>\n`;
}
