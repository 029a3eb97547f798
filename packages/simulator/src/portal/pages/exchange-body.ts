import { type BodyLines, toBodyLines } from '@sas-sos/conformance';
import type { Check, ExchangeMessage } from '../../state/exchange.js';
import { type BodyMark, findBodyMarks } from './body-marks.js';
import { type Html, html, verbatim } from './html.js';
import { toSize } from './words.js';

/** A body on a page, and where it shows what failed. */
export interface ShownBody {
  readonly content: Html;
  /** Ids of the marked lines, by rule. */
  readonly marked: ReadonlyMap<string, readonly string[]>;
}

/** Shows one side of an exchange: its headers, then its body, with what the checks expect in it. */
export function showMessage(
  message: ExchangeMessage,
  { which, checks }: { readonly which: 'request' | 'response'; readonly checks: readonly Check[] },
): ShownBody {
  const { headers } = message;
  const { content, marked } = showBody(message, which, checks);
  return {
    marked,
    content: html`<details><summary>En-têtes (${headers.length})</summary>
<dl class="headers">${headers.map(
      ([name, value]) => verbatim`<dt>${name}</dt><dd>${value}</dd>
`,
    )}</dl></details>
${content}`,
  };
}

const sides = { request: 'de la requête', response: 'de la réponse' } as const;

function showBody(
  { body, bodyBytes }: ExchangeMessage,
  which: keyof typeof sides,
  checks: readonly Check[],
): ShownBody {
  const marked = new Map<string, string[]>();
  if (bodyBytes === 0 && !body) return { content: html`<p class="soft">Sans corps.</p>`, marked };
  if (body === null) {
    return {
      content: html`<p class="soft">Corps (${toSize(bodyBytes)}) non conservé.</p>`,
      marked,
    };
  }
  const isCut = Buffer.byteLength(body) < bodyBytes;
  const lines = toBodyLines(body, isCut);
  const shown = renderLines(lines, { which, marks: findBodyMarks(checks, lines), marked });
  const content = html`<p class="soft">Corps (${toSize(bodyBytes)})${isCut && ', dont seul le début est conservé'}.</p>
<pre tabindex="0" aria-label="Corps ${sides[which]}"><code>${shown}${isCut && '\n… la suite n’est pas conservée'}</code></pre>`;
  return { content, marked };
}

/** The lines; what is expected is written after those that a check names. */
function renderLines(
  { lines }: BodyLines,
  {
    which,
    marks,
    marked,
  }: {
    readonly which: string;
    readonly marks: readonly BodyMark[];
    readonly marked: Map<string, string[]>;
  },
): Html {
  const pieces: (Html | string)[] = [];
  let plain = '';
  for (const [index, { text }] of lines.entries()) {
    const own = marks.filter(({ line }) => line === index);
    if (own.length === 0) {
      plain += `${text}\n`;
      continue;
    }
    const id = `${which}-${index + 1}`;
    for (const { check } of own) marked.set(check.rule, [...(marked.get(check.rule) ?? []), id]);
    const isBad = own.some(({ check }) => check.severity === 'error');
    pieces.push(
      plain,
      verbatim`<mark id="${id}" class="${isBad ? 'bad' : 'careful'}">${text}${own.map(toNote)}\n</mark>`,
    );
    plain = '';
  }
  return verbatim`${[...pieces, plain.replace(/\n$/, '')]}`;
}

function toNote({ check, note, isMissing }: BodyMark): Html {
  const sign = check.severity === 'error' ? '✕' : '!';
  return verbatim`  <strong>${sign} ${isMissing && 'ici, manque – '}${note}</strong>`;
}
