const secretHeaders =
  /^(?:authorization|proxy-authorization|cookie2?|set-cookie2?|api-?key|x-.*(?:secret|token|api-?key|csrf|xsrf|auth|session).*)$/i;
/** Headers whose value is an address. */
const addressHeaders = /^(?:location|content-location|referer|refresh|link)$/i;
/** Names of parameters and fields whose value is secret. */
export const secretNames =
  /^(?:code|state|nonce|code_challenge|code_verifier|session_state|session_code|id_token|id_token_hint|access_token|refresh_token|client_secret|client_assertion|logout_token|password|csrf|_csrf|csrf_?token|xsrf|_?token|authenticity_token|samlresponse|relaystate)$/i;
const mark = '…';

/** Replaces secret values of headers. */
export function redactHeaders(
  headers: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => {
    if (secretHeaders.test(name)) return [name, mark];
    return addressHeaders.test(name) ? [name, redactUrl(value)] : [name, value];
  });
}

/** Replaces secret values of a query, and leaves everything else as it is, letter by letter. */
export function redactUrl(url: string): string {
  // A fragment may carry the same parameters as a query.
  return url.replace(/([?#])([^?#]*)/g, (_, mark, pairs) => `${mark}${redactPairs(pairs)}`);
}

/** Replaces secret values of a body that is a form. */
export function redactForm(body: string): string {
  return redactPairs(body);
}

function redactPairs(pairs: string): string {
  return pairs
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=', 1);
      return pair.includes('=') && secretNames.test(name) ? `${name}=${mark}` : pair;
    })
    .join('&');
}
