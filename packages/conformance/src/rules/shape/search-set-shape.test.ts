import { describe, expect, it } from 'vitest';
import { toSlotBundle } from '../../read/search-set/right-answers.fixture.js';
import { findShapeFaults } from './find-shape-faults.js';

const url = 'https://agenda.example/fhir/Schedule?_count=1000';

/** An answer whose first place, or slot, has these elements besides its own. */
function toAnswer(type: 'Slot' | 'Location' | 'Organization', elements: object) {
  const bundle = toSlotBundle(url);
  const { resource } = bundle.entry?.find(({ resource }) => resource?.resourceType === type) ?? {};
  Object.assign(resource as object, elements);
  return findShapeFaults(bundle, 'Bundle', { refusesEmpty: false });
}

describe('the structure of a search set', () => {
  it.each<{ readonly name: string; readonly elements: object; readonly at: string }>([
    { name: 'an unknown element', elements: { cabinet: '1' }, at: '.cabinet' },
    { name: 'a text for a list', elements: { telecom: 'x' }, at: '.telecom' },
    { name: 'a text in a list of objects', elements: { telecom: ['x'] }, at: '.telecom[0]' },
    { name: 'a number for a text', elements: { name: 5 }, at: '.name' },
    {
      name: 'an unknown element in a data type',
      elements: { address: { lines: ['x'] } },
      at: '.address.lines',
    },
    {
      name: 'a text for a number',
      elements: { position: { longitude: '2.1', latitude: 48 } },
      at: '.position.longitude',
    },
    {
      name: 'a position without a latitude',
      elements: { position: { longitude: 2.1 } },
      at: '.position.latitude',
    },
    {
      name: 'a text for a boolean',
      elements: { hoursOfOperation: [{ daysOfWeek: ['mon'], allDay: 'true' }] },
      at: '.hoursOfOperation[0].allDay',
    },
  ])('is wrong: $name', ({ elements, at }) => {
    const faults = toAnswer('Location', elements);
    expect(faults.map(({ path }) => path)).toEqual([`Bundle.entry[3].resource${at}`]);
  });

  it.each<{ readonly name: string; readonly type: 'Slot' | 'Location' | 'Organization' }>([
    { name: 'a slot', type: 'Slot' },
    { name: 'a place', type: 'Location' },
    { name: 'an association', type: 'Organization' },
  ])('is right with elements that the flow does not use: $name', ({ type }) => {
    const reference = { reference: 'Organization/o1', display: 'x' };
    const elements = {
      Slot: {
        identifier: [{ use: 'usual', value: '1' }],
        overbooked: false,
        extension: [{ url: 'https://editeur.example/salle', valueString: '1' }],
        _comment: { extension: [{ url: 'https://editeur.example/note', valueCode: 'a' }] },
      },
      Location: {
        alias: ['x'],
        status: 'active',
        mode: 'instance',
        partOf: reference,
        endpoint: [reference],
        type: [{ text: 'x' }],
        availabilityExceptions: 'x',
        contained: [{ resourceType: 'Basic', whatever: 1 }],
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">a</div>' },
      },
      Organization: {
        active: true,
        address: [{ use: 'work', country: 'FR', period: { start: '2026' } }],
        contact: [{ name: { family: 'x', given: ['y'] }, telecom: [{ system: 'phone', rank: 1 }] }],
      },
    };
    expect(toAnswer(type, elements[type])).toEqual([]);
  });

  it('leaves empty elements, depth and other resources to the rules for them', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 20_000; level += 1) deep = { extension: [deep] };
    expect(toAnswer('Location', { description: '', alias: [], address: null })).toEqual([]);
    expect(toAnswer('Location', { extension: [deep] })).not.toContainEqual(undefined);
    const entry = [{ resource: { resourceType: 'Patient', whatever: 1 } }];
    const bundle = { ...toSlotBundle(url), entry };
    expect(findShapeFaults(bundle, 'Bundle', { refusesEmpty: false })).toEqual([]);
  });
});
