import { describe, expect, it } from 'vitest';
import { toIdentifierText } from './regulator-words.js';

describe('An identifier, as staff read it', () => {
  it.each([
    { name: 'RPPS', stored: '810100000016', text: 'RPPS 10100000016' },
    { name: 'ADELI', stored: '0123456789', text: 'ADELI 0123456789' },
    { name: 'of an establishment', stored: '3456780581/1', text: '3456780581/1' },
    {
      name: 'of the platform',
      stored: '5a5d0000-0000-4000-8000-000000000001',
      text: '5a5d0000-0000-4000-8000-000000000001',
    },
  ])('$name', ({ stored, text }) => {
    expect(toIdentifierText(stored)).toBe(text);
  });
});
