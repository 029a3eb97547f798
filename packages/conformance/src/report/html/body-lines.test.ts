import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBodyLines } from './body-lines.js';
import { findPlace } from './find-place.js';

const bundle = JSON.stringify({
  resourceType: 'Bundle',
  link: [{ relation: 'self', url: 'a' }],
  entry: [
    { resource: { resourceType: 'Slot', start: '2026', contained: [] } },
    { resource: { resourceType: 'Slot', schedule: { reference: 'Schedule/1' }, size: 1.5 } },
  ],
});
const textOf = (body: string, element: string, isCut = false) => {
  const lines = toBodyLines(body, isCut);
  const place = findPlace(lines, element);
  return place && [lines.lines[place.line]?.text.trim(), place.isExact];
};

describe('the lines of a body', () => {
  it('keep every value, as it was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { lines } = toBodyLines(JSON.stringify(value));
        expect(JSON.parse(lines.map(({ text }) => text).join('\n'))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
    const { lines } = toBodyLines('{"a":1.0,"b":1E3,"c":"\\u202e","d":12345678901234567890}');
    expect(lines.map(({ text }) => text.trim())).toEqual([
      ...['{', '"a": 1.0,', '"b": 1E3,', '"c": "\\u202e",', '"d": 12345678901234567890', '}'],
    ]);
  });

  it('lose nothing of a body that is cut, wherever it is', () => {
    for (let length = 0; length < bundle.length; length += 1) {
      const cut = bundle.slice(0, length);
      const { lines } = toBodyLines(cut, true);
      const shown = lines.map(({ text }) => text).join('');
      expect(shown.replace(/[\s:]/g, '')).toBe(cut.replaceAll(':', ''));
    }
  });

  it('are those of the text if it is not JSON', () => {
    for (const text of ['<p>\r\na</p>', '{"a":1', '{"a" 1}', '', 'true false']) {
      const { lines, root } = toBodyLines(text);
      expect([lines.map((line) => line.text).join('\n'), root]).toEqual([
        text.replace('\r\n', '\n'),
        undefined,
      ]);
    }
  });

  it('are no problem when they are nested deeply', () => {
    const depth = 20_000;
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(toBodyLines(deep, true).lines.length).toBeGreaterThan(depth);
  });
});

describe('the place of an element', () => {
  it.each([
    ['Bundle.entry[1].resource.schedule.reference', '"reference": "Schedule/1"', true],
    ['Bundle.entry[1].resource.end', '"resource": {', false],
    ['Bundle.entry[7].resource', '"entry": [', false],
    ['Bundle.link.url', '"url": "a"', true],
    ['Bundle.total', '{', false],
    ['resourceType', '"resourceType": "Bundle",', false],
  ])('%s', (element, text, isExact) => {
    expect(textOf(bundle, element)).toEqual([text, isExact]);
  });

  it('is found in a body of which only the start is kept', () => {
    expect(textOf(bundle.slice(0, -20), 'Bundle.entry[0].resource.start', true)).toEqual([
      '"start": "2026",',
      true,
    ]);
  });

  it('is that of the item of a type', () => {
    const statement = JSON.stringify({
      resourceType: 'CapabilityStatement',
      rest: [{ resource: [{ type: 'Slot' }, { type: 'Location', interaction: [] }] }],
    });
    expect(textOf(statement, 'CapabilityStatement.rest.resource(Location).interaction')).toEqual([
      '"interaction": []',
      true,
    ]);
    expect(textOf(statement, 'CapabilityStatement.rest.resource(Schedule)')).toEqual([
      '"rest": [',
      false,
    ]);
  });

  it('is nowhere in another resource, or in no JSON', () => {
    expect(textOf(bundle, 'Appointment.status')).toBeUndefined();
    expect(textOf('<p>', 'Bundle.entry')).toBeUndefined();
  });
});
