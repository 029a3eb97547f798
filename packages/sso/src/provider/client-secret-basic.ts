import type { ClientAuth } from 'openid-client';

/** How an identifier or a secret is written into the `Authorization` header. */
export type SecretEncoding = 'form' | 'none';

/**
 * Authenticates a client by its identifier and secret in the `Authorization` header. openid-client
 * escapes characters that the specification leaves as they are, such as a hyphen, and so fails at
 * providers that decode nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-B
 */
export function clientSecretBasic(clientSecret: string, encoding: SecretEncoding): ClientAuth {
  const encode = encoding === 'form' ? formEncode : (text: string) => text;
  return (_server, client, _body, headers) => {
    const pair = `${encode(client.client_id)}:${encode(clientSecret)}`;
    headers.set('authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
  };
}

/** Whether a provider that decodes nothing would read another value than the one meant. */
export function changesWhenEncoded(text: string): boolean {
  return formEncode(text) !== text;
}

/** `application/x-www-form-urlencoded`: letters, digits and `*-._` stay, a space becomes `+`. */
function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
