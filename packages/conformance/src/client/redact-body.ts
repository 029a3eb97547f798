import { redactForm, secretNames } from './redact.js';

const mark = '…';
const jsonMember =
  /("(?:access_token|refresh_token|id_token|logout_token|client_secret|client_assertion|code_verifier|password)"\s*:\s*")(?:[^"\\]|\\.)*"/gi;
const token = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const privateKey = /-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g;

/**
 * Replaces secret values of a body: tokens and private keys anywhere, fields of forms, and in pages
 * the values of hidden fields and of links that carry a code or a state.
 */
export function redactBody(body: string, contentType: string): string {
  const type = contentType.toLowerCase();
  const shown = body
    .replace(jsonMember, `$1${mark}"`)
    .replace(token, mark)
    .replace(privateKey, `-----BEGIN $1-----${mark}`);
  if (type.includes('x-www-form-urlencoded')) return redactForm(shown);
  return type.includes('json') ? shown : redactPage(shown);
}

function redactPage(page: string): string {
  return page
    .replace(/<input\b[^>]*>/gi, (tag) => (isSecretField(tag) ? redactValue(tag) : tag))
    .replace(/([?&;#])([\w-]+)=[^&"'\s<>]+/g, (whole, before, name) =>
      secretNames.test(name) ? `${before}${name}=${mark}` : whole,
    );
}

function isSecretField(tag: string): boolean {
  const [, name = ''] = /\sname\s*=\s*["']?([^\s"'>]+)/i.exec(tag) ?? [];
  return secretNames.test(name) || /\stype\s*=\s*["']?password/i.test(tag);
}

const redactValue = (tag: string): string =>
  tag.replace(/(\svalue\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s>]+)/i, `$1"${mark}"`);
