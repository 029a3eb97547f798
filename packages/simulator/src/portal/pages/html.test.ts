import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserFolder } from '../../browser-folder.js';
import { html, verbatim } from './html.js';

describe('No line breaks before a sign of French', () => {
  it.each([
    {
      name: 'its own text',
      piece: html`<p>Oui : « a » ; b ? c !</p>`,
      expected: '<p>Oui_: «_a_»_; b_? c_!</p>',
    },
    {
      name: 'around elements',
      piece: html`<b>Oui</b> : <b>« a</b>`,
      expected: '<b>Oui</b>_: <b>«_a</b>',
    },
    {
      name: 'around contents',
      piece: html`<p>« ${'a'} » : ${'b'} ?</p>`,
      expected: '<p>«_a_»_: b_?</p>',
    },
    { name: 'a content', piece: html`<p>${'Oui : <a>'}</p>`, expected: '<p>Oui_: &lt;a&gt;</p>' },
    {
      name: 'a list',
      piece: html`<p>${['a : b', html`<i>c ; d</i>`]}</p>`,
      expected: '<p>a_: b<i>c_; d</i></p>',
    },
    {
      name: 'after code',
      piece: html`<code>${'a : b'}</code>${' : c'}`,
      expected: '<code>a : b</code>_: c',
    },
    {
      name: 'other spaces',
      piece: html`<p>à 9:30 (a) – b, c. ${'::1 d'}</p>`,
      expected: '<p>à 9:30 (a) – b, c. ::1 d</p>',
    },
  ])('$name', ({ piece, expected }) => {
    expect(String(piece).replaceAll('\u00a0', '_')).toBe(expected);
  });

  it.each([
    { name: 'attributes', piece: html`<a href="/?q=${'a : b'}" title="a ; b">c</a>` },
    {
      name: 'attributes of a tag that another template opens',
      piece: html`<input ${html`name="${'a'}" value="${'b : c'}"`}>`,
    },
    { name: 'code', piece: html`<pre><code>a ? ${'b : c'}</code> ; ${'d !'}</pre>` },
    { name: 'a text area', piece: html`<textarea>${'a : b'}</textarea>` },
    { name: 'data', piece: html`<dl>${verbatim`<dd>${'a ; b'}</dd>`}</dl>` },
  ])('keeps $name', ({ piece }) => {
    expect(String(piece)).not.toContain('\u00a0');
  });

  it('keeps the two hours of a range together', () => {
    const piece = html`<p>06:00–12:00, ${'de 19:00–23:30'}</p><code>${'06:00–12:00'}</code>`;
    const joined = '<p>06:00–\u206012:00, de 19:00–\u206023:30</p><code>06:00–12:00</code>';
    expect(String(piece)).toBe(joined);
  });

  it('scripts write none either', () => {
    const names = readdirSync(browserFolder).filter((name) => name.endsWith('.js'));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const text = readFileSync(join(browserFolder, name), 'utf8');
      const literals = text.match(/\/\/.*|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g) ?? [];
      const shown = literals.filter((literal) => !literal.startsWith('//'));
      expect(shown.filter((literal) => /\p{L} [:;?!»]|« /u.test(literal))).toEqual([]);
    }
  });
});
