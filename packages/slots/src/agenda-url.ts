// What almost every page address looks like. A text that matches needs no escape in JSON either.
const plain =
  /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?\/[!$%&'()*+,\-./0-9:;=@A-Z_a-z~]*\?[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+$/;
const longest = 2048;

/**
 * Turns the address of an agenda page into the one given to the platform, which appends
 * `&origin=…` to it as text: absolute, with a query (`?sas=1` is added where there is none), with
 * no fragment and no credentials.
 *
 * @returns `undefined` when the text is no such address.
 */
export function toAgendaUrl(text: string): string | undefined {
  if (text.length > longest) return undefined;
  if (plain.test(text)) return text;
  if (!URL.canParse(text) || text.includes('#')) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  return url.search === '' ? `${url.href.replace(/\?$/, '')}?sas=1` : url.href;
}
