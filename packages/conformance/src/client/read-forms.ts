/** A form of a page. */
export interface HtmlForm {
  /** As written; `undefined`: the page itself. */
  readonly action: string | undefined;
  readonly method: 'GET' | 'POST';
  /** Fields with their values, buttons excepted. */
  readonly values: readonly (readonly [name: string, value: string])[];
  /** All names, those of buttons included. */
  readonly names: ReadonlySet<string>;
  /** Type of each field, such as `password`. */
  readonly types: ReadonlyMap<string, string>;
  /** Names of buttons that submit. */
  readonly buttons: ReadonlySet<string>;
  /** The first button that submits, if it has a name. */
  readonly button: { readonly name: string; readonly value: string } | undefined;
}

/** Reads the forms of a page, well enough for forms without scripts. */
export function readForms(html: string): readonly HtmlForm[] {
  return splitForms(html).map((form) => {
    const open = readTag(form.slice(0, form.indexOf('>') + 1));
    const names = new Set<string>();
    const types = new Map<string, string>();
    const values: [string, string][] = [];
    const buttons = new Map<string, string>();
    for (const [tag = '', kind = ''] of form.matchAll(
      /<(input|button|select|textarea)\b[^>]{0,5000}>/gi,
    )) {
      const field = readTag(tag);
      const name = field.get('name');
      if (name === undefined || field.has('disabled')) continue;
      names.add(name);
      const isButton = kind.toLowerCase() === 'button';
      const type = (field.get('type') ?? (isButton ? 'submit' : 'text')).toLowerCase();
      if (!types.has(name)) types.set(name, type);
      if (type === 'submit' && !buttons.has(name)) buttons.set(name, field.get('value') ?? '');
      const isChosen = !/^(?:checkbox|radio)$/.test(type) || field.has('checked');
      if (isButton || !isChosen || /^(?:submit|button|image|reset|file)$/.test(type)) continue;
      values.push([name, field.get('value') ?? (type === 'checkbox' ? 'on' : '')]);
    }
    const method = open.get('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET';
    const [first] = buttons;
    const button = first && { name: first[0], value: first[1] };
    const own = new Set(buttons.keys());
    return { action: open.get('action'), method, values, names, types, buttons: own, button };
  });
}

/** The forms as text; a pattern would take forever on a page with many that are not closed. */
function splitForms(html: string): readonly string[] {
  const lower = html.toLowerCase();
  const forms: string[] = [];
  let start = lower.search(/<form\b/);
  while (start >= 0) {
    const end = lower.indexOf('</form>', start);
    if (end < 0) break;
    forms.push(html.slice(start, end));
    const next = lower.slice(end).search(/<form\b/);
    start = next < 0 ? -1 : end + next;
  }
  return forms;
}

function readTag(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const pattern = /\s([a-z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi;
  for (const [, name = '', double, single, bare] of tag.matchAll(pattern)) {
    attributes.set(name.toLowerCase(), decode(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Math.min(Number(decimal), 0x10ffff));
    if (hex) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
    return entities[String(name).toLowerCase()] ?? whole;
  });
}
