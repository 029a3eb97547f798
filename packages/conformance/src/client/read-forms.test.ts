import { expect, it } from 'vitest';
import { readForms } from './read-forms.js';

it('reads what a browser would send', () => {
  const [form] = readForms(`<FORM method='post' action="/book?a=1&amp;b=2">
    <input type="hidden" name="csrf" value="&quot;x&#39;">
    <input name=email type=email>
    <input type="checkbox" name="terms" checked>
    <input type="checkbox" name="news">
    <input name="off" value="1" disabled>
    <button name="action" value="book">OK</button>
    <button name="action" value="cancel">Annuler</button>
  </FORM>`);
  expect(form).toMatchObject({ action: '/book?a=1&b=2', method: 'POST' });
  expect(form?.values).toEqual([
    ['csrf', '"x\''],
    ['email', ''],
    ['terms', 'on'],
  ]);
  expect(form?.button).toEqual({ name: 'action', value: 'book' });
  expect(form?.types.get('email')).toBe('email');
});

it.each([
  { name: 'no form', html: '<p>Bonjour</p>', count: 0 },
  { name: 'one that is not closed', html: '<form><input name="a">', count: 0 },
  { name: 'two', html: '<form></form><form method="get"></form>', count: 2 },
  { name: 'a hundred thousand openings', html: '<form '.repeat(100_000), count: 0 },
  { name: 'tags without an end', html: `<form>${'<input '.repeat(100_000)}</form>`, count: 1 },
])('reads $name', ({ html, count }) => {
  expect(readForms(html)).toHaveLength(count);
});
