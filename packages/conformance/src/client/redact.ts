const secretHeaders = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-.*secret.*)$/i;
const secretNames =
  '(?:code|state|nonce|code_challenge|code_verifier|session_state|session_code|id_token|id_token_hint|access_token|refresh_token|client_secret|client_assertion|logout_token|password|csrf|_csrf|xsrf|token)';
const secretParameters = new RegExp(`^${secretNames}$`, 'i');
const inLinks = new RegExp(`([?&;]${secretNames}=)[^&"'\\s<>]+`, 'gi');
const inFields = new RegExp(
  `(<input\\b[^>]{0,500}\\bname="${secretNames}"[^>]{0,500}\\bvalue=")[^"]*`,
  'gi',
);
const mark = '…';

/** Replaces secret values of headers. */
export function redactHeaders(
  headers: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => {
    if (secretHeaders.test(name)) return [name, mark];
    return /^location$/i.test(name) ? [name, redactUrl(value)] : [name, value];
  });
}

/** Replaces secret values of a query, and leaves everything else as it is, letter by letter. */
export function redactUrl(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? url : `${url.slice(0, at + 1)}${redactPairs(url.slice(at + 1))}`;
}

/** Replaces secret values of a body that is a form. */
export function redactForm(body: string): string {
  return redactPairs(body);
}

/** Replaces secret values in links and fields of a page. */
export function redactPage(body: string): string {
  return body.replace(inLinks, `$1${mark}`).replace(inFields, `$1${mark}`);
}

function redactPairs(pairs: string): string {
  return pairs
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=', 1);
      return pair.includes('=') && secretParameters.test(name) ? `${name}=${mark}` : pair;
    })
    .join('&');
}
