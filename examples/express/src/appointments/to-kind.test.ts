import { describe, expect, it } from 'vitest';
import { toKind } from './to-kind.js';

describe('The kind of consultation of an appointment', () => {
  it.each([
    { name: 'the only one offered', wanted: null, offered: ['remote'], kind: 'remote' },
    { name: 'the wanted one', wanted: 'remote', offered: ['on-site', 'remote'], kind: 'remote' },
    { name: 'open while nobody chose', wanted: null, offered: ['on-site', 'remote'], kind: null },
    { name: 'refused if not offered', wanted: 'home-visit', offered: ['on-site'], kind: undefined },
    { name: 'refused if none is offered', wanted: 'remote', offered: [], kind: undefined },
    { name: 'open if none is offered', wanted: null, offered: [], kind: null },
  ] as const)('is $name', ({ wanted, offered, kind }) => {
    expect(toKind(wanted, offered)).toBe(kind);
  });
});
