import { describe, expect, it } from 'vitest';
import { parseRegulatorIdentifier } from './regulator-identifier.js';
import { isSasError } from './sas-error.js';

describe('parseRegulatorIdentifier', () => {
  it.each([
    ['810002673899', 'national', '810002673899'],
    ['10002673899', 'national', '810002673899'],
    ['8 10002673899', 'national', '810002673899'],
    ['0351234567', 'national', '0351234567'],
    ['3456780581/11242343', 'national', '3456780581/11242343'],
    ['1ef1c748-01a3-6180-b098-73283ce4e5b1', 'technical', '1ef1c748-01a3-6180-b098-73283ce4e5b1'],
    [' 1EF1C748-01A3-6180-B098-73283CE4E5B1 ', 'technical', '1ef1c748-01a3-6180-b098-73283ce4e5b1'],
  ])('reads %s as %s', (text, kind, value) => {
    expect(parseRegulatorIdentifier(text)).toMatchObject({ kind, value });
  });

  it.each(['', 'regulator-1', '1ef1c748-01a3-6180-b098-73283ce4e5b', '{', '8'.repeat(500)])(
    'refuses %j',
    (text) => {
      let thrown: unknown;
      try {
        parseRegulatorIdentifier(text);
      } catch (error) {
        thrown = error;
      }
      expect(isSasError(thrown) && thrown.code).toBe('SAS_IDENTIFIER_MALFORMED');
    },
  );
});
