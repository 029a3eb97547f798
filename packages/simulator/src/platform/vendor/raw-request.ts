import { tryParse } from '@sas-sos/fhir-http';
import type { Flow } from '../../state/exchange.js';

/** A request that is sent as it is written. */
export interface RawRequest {
  readonly flow: Flow;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Number of the exchange that it repeats. */
  readonly replayOf: number;
  /** The regulator whom that exchange was about. */
  readonly regulatorId: string | null;
}

/** What a person may change of a request. */
export interface RequestEdit {
  readonly method: string;
  readonly url: string;
  /** A line per header. */
  readonly headers: string;
  readonly body: string;
}

/** What is wrong with a changed request, in French. */
export interface RequestMistake {
  readonly field: keyof RequestEdit;
  readonly message: string;
}

/** The methods of HTTP that a request may have. */
export const requestMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Maximum length of each field, in characters. */
export const editBounds = { url: 8000, headers: 8000, body: 20_000 } as const;

const mostHeaders = 50;
/** Headers that describe the connection: the HTTP client writes them itself. */
const ofConnection =
  /^(?:host|content-length|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/;

/** Reads a changed request: only to the vendor's own origin, and within the bounds. */
export function readRequestEdit(
  edit: RequestEdit,
  vendorUrl: string,
): { readonly mistakes: readonly RequestMistake[] } | Pick<RawRequest, keyof RequestEdit> {
  const mistakes: RequestMistake[] = [];
  const refuse = (field: keyof RequestEdit, message: string) => mistakes.push({ field, message });
  const method = edit.method.trim().toUpperCase();
  if (!(requestMethods as readonly string[]).includes(method)) {
    refuse('method', `Une méthode parmi ${requestMethods.join(', ')}.`);
  }
  const url = readUrl(edit.url, vendorUrl);
  if (url === undefined) {
    refuse('url', `Une adresse de votre logiciel, qui commence par ${new URL(vendorUrl).origin}/.`);
  }
  const headers = readHeaders(edit.headers);
  if (typeof headers === 'string') refuse('headers', headers);
  // A form writes each line end as two characters.
  const body = edit.body.replaceAll('\r\n', '\n');
  if (body.length > editBounds.body) refuse('body', 'Au plus 20 000 caractères.');
  if (body !== '' && (method === 'GET' || method === 'HEAD')) {
    refuse('body', `Une requête ${method} n’a pas de corps.`);
  }
  if (url === undefined || typeof headers === 'string' || mistakes.length > 0) return { mistakes };
  return { method, url, headers, body: body === '' ? null : body };
}

function readUrl(text: string, vendorUrl: string): string | undefined {
  const given = text.trim();
  if (given.length > editBounds.url || given.includes('…')) return undefined;
  const url = tryParse(() => new URL(given));
  const isOwn = url?.origin === new URL(vendorUrl).origin && url.username === '' && url.hash === '';
  return isOwn && url.password === '' ? url.href : undefined;
}

function readHeaders(text: string): Readonly<Record<string, string>> | string {
  if (text.length > editBounds.headers) return 'Au plus 8 000 caractères.';
  const headers: Record<string, string> = {};
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length > mostHeaders) return `Au plus ${mostHeaders} en-têtes.`;
  for (const line of lines) {
    const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === '') return 'Une ligne par en-tête : « nom: valeur ».';
    if (value.includes('…')) {
      return 'La valeur secrète « … » n’est pas conservée : écrivez-la, ou retirez la ligne.';
    }
    if (!/^[\t\x20-\x7e\xa0-\xff]*$/.test(value))
      return `La valeur de « ${name} » n’est pas valide.`;
    if (ofConnection.test(name.toLowerCase())) {
      return `« ${name} » est écrit par la connexion elle-même : retirez la ligne.`;
    }
    headers[name.toLowerCase()] = value;
  }
  return headers;
}
