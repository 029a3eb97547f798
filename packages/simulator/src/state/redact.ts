import type { ExchangeMessage, Flow } from './exchange.js';

/** The replacement of a secret. */
const redacted = '…';

const secretHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
]);
const addressHeaders: ReadonlySet<string> = new Set(['location', 'referer']);

const secretNames =
  'access_token|refresh_token|id_token|id_token_hint|logout_token|token|client_secret|client_assertion|code_verifier|password';
const inAddress = new RegExp(`([?&#](?:${secretNames}|code)=)[^&#]*`, 'gi');
const inForm = new RegExp(`((?:^|&)(?:${secretNames}|code)=)[^&]*`, 'gi');
// The end of a text may be missing: a long body is truncated.
const inJson = new RegExp(`("(?:${secretNames})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi');
const inPage = new RegExp(`(name="(?:${secretNames}|code)"[^>]*?value=")[^"]*`, 'gi');
// Only from the start of a run of letters: from each `eyJ` in it, a hostile text would take
// minutes.
const jsonWebToken = /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*)+/g;

/** Removes credentials, codes and tokens from a URL. */
export function redactUrl(url: string): string {
  return url
    .replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@]*@/i, `$1${redacted}@`)
    .replace(inAddress, `$1${redacted}`)
    .replace(jsonWebToken, redacted);
}

/** Removes secrets from one side of an exchange. */
export function redactMessage(message: ExchangeMessage, flow: Flow): ExchangeMessage {
  const headers = message.headers.map(
    ([name, value]) => [name, redactHeader(name, value)] as const,
  );
  const type = message.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  return {
    ...message,
    headers,
    body: message.body === null ? null : redactBody(message.body, { flow, type }),
  };
}

function redactHeader(name: string, value: string): string {
  if (secretHeaders.has(name)) return redacted;
  return addressHeaders.has(name) ? redactUrl(value) : value.replace(jsonWebToken, redacted);
}

/** `code` is a common word in FHIR; in a body it is a secret only in the sign-on. */
function redactBody(
  body: string,
  { flow, type }: { readonly flow: Flow; readonly type: string },
): string {
  let text = body.replace(inJson, `$1${redacted}`).replace(jsonWebToken, redacted);
  if (/x-www-form-urlencoded/i.test(type)) text = text.replace(inForm, `$1${redacted}`);
  if (flow === 'sign-on' && /html/i.test(type)) text = text.replace(inPage, `$1${redacted}`);
  return text;
}
