import { raw } from 'hono/html';
import type { Html } from './html.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text, for HTML that is written by hand because there are thousands of pieces. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '') : text;
}

/** Marks a text as HTML: every foreign text in it is escaped already. */
export const toHtml = (text: string): Html => raw(text) as Html;
