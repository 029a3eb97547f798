import { describe, expect, it } from 'vitest';
import { parseRpps, toShortRpps } from './parse-rpps.js';

describe('An RPPS', () => {
  it.each(['10100050075', '810100050075', ' 101 0005 0075 ', '8 10100050075'])(
    'is parsed from %j, with its prefix',
    (text) => {
      expect(parseRpps(text)).toBe('810100050075');
    },
  );

  it.each([
    { name: 'nothing', text: '' },
    { name: 'too few digits', text: '1010005007' },
    { name: 'too many', text: '8101000500755' },
    { name: 'another prefix', text: '010100050075' },
    { name: 'letters', text: '1010005007A' },
    { name: 'an ADELI', text: '012345678' },
    { name: 'an identifier within an establishment', text: '3456780581/11242343' },
    { name: 'digits of another script', text: '١٠١٠٠٠٥٠٠٧٥' },
    { name: 'a very long text', text: '1'.repeat(100_000) },
  ])('is not $name', ({ text }) => {
    expect(parseRpps(text)).toBeUndefined();
  });

  it('is written without its prefix', () => {
    expect(toShortRpps('810100050075')).toBe('10100050075');
  });
});
