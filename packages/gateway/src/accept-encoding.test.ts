import { describe, expect, it } from 'vitest';
import { chooseContentCoding } from './accept-encoding.js';

describe('chooseContentCoding', () => {
  it.each<{ header: string | null; coding: string | undefined }>([
    { header: null, coding: undefined },
    { header: '', coding: undefined },
    { header: 'identity', coding: undefined },
    { header: 'deflate', coding: undefined },
    { header: 'gzip', coding: 'gzip' },
    { header: 'x-gzip', coding: 'gzip' },
    { header: 'br', coding: 'br' },
    { header: 'gzip, deflate, br', coding: 'br' },
    { header: 'GZIP;Q=1.0, br;q=0.9', coding: 'gzip' },
    { header: 'gzip;q=0.8, br;q=0.8', coding: 'br' },
    { header: 'br;q=0, gzip', coding: 'gzip' },
    { header: 'br;q=0, gzip;q=0', coding: undefined },
    { header: '*', coding: 'br' },
    { header: '*;q=0', coding: undefined },
    { header: 'br;q=0, *', coding: 'gzip' },
    { header: 'identity, gzip;q=0.5', coding: undefined },
    { header: 'identity;q=0.5, gzip;q=0.5', coding: 'gzip' },
  ])('$header: $coding', ({ header, coding }) => {
    expect(chooseContentCoding(header)).toBe(coding);
  });
});
