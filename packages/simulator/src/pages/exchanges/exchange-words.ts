import type { Caller, Exchange } from '../../exchanges/exchange.js';
import { type Html, html } from '../html.js';

const callers: Readonly<Record<Caller, string>> = {
  platform: 'Plateforme → votre logiciel',
  vendor: 'Votre logiciel → plateforme',
  browser: 'Navigateur → plateforme',
};

/** Says who called whom. */
export const toDirection = ({ caller }: Pick<Exchange, 'caller'>): string => callers[caller];

/** Says how an exchange ended. */
export function toStatus({ status }: Pick<Exchange, 'status'>): Html {
  if (status === null) return html`<span class="tag bad">✕ Sans réponse</span>`;
  const isBad = status >= 400;
  return html`<span class="tag ${isBad ? 'bad' : 'ok'}">${isBad ? '✕' : '✓'} ${status}</span>`;
}

/** Shortens an address to what follows its origin. */
export function toPath(url: string): string {
  const path = /^[a-z]+:\/\/[^/]*(\/.*)$/i.exec(url)?.[1] ?? url;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
