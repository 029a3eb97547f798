import { describe, expect, it } from 'vitest';
import { createTestSimulation } from '../../test-data/create-test-simulation.js';
import { toListed, toPlace } from '../../test-data/create-test-slots.js';
import { createPageReader } from '../../test-data/read-page.js';
import { toAssociationCsv } from './association-pages.js';

const failed = {
  outcome: 'failed',
  message: 'Rien.',
  advice: null,
  detail: null,
  isSimulated: false,
  exchanges: [3],
} as const;

describe('The associations', () => {
  it('are shown with their places, each leading to a search', async () => {
    const simulation = createTestSimulation({ associations: toListed([toPlace({ name: '<b>' })]) });
    const text = await createPageReader(simulation).read('/associations');
    expect(text).toContain('href="/?association=334173748400020&amp;day=all"');
    expect(text).toContain('&lt;b&gt;');
    expect(text).toContain('href="/associations.csv"');
  });

  it('are requested again', async () => {
    const simulation = createTestSimulation();
    const { read, send } = createPageReader(simulation);
    await read('/associations');
    const response = await send('/associations/refresh');
    expect(response.status).toBe(303);
    await read('/associations');
    expect(simulation.associationCalls()).toBe(2);
  });

  it('report that there are none', async () => {
    const text = await createPageReader(createTestSimulation()).read('/associations');
    expect(text).toContain('Aucune association');
  });

  it.each(['/associations', '/associations.csv'])(
    '%s reports that the vendor returned none',
    async (path) => {
      const { read } = createPageReader(createTestSimulation({ associations: failed }));
      expect(await read(path)).toContain('/exchanges/3');
    },
  );
});

describe('Their file', () => {
  const toCells = (name: string) =>
    toAssociationCsv(toListed([toPlace({ name })]).associations)
      .split('\r\n')[1]
      ?.split(';')[2];

  it.each([
    { name: 'a name', text: 'Rennes', expected: 'Rennes' },
    { name: 'quotes', text: 'a"b', expected: '"a""b"' },
    { name: 'a formula', text: '=1+1', expected: "'=1+1" },
    { name: 'another formula', text: '@x', expected: "'@x" },
    { name: 'an invalid phone number', text: '+33 2 99', expected: '+33 2 99' },
  ])('$name', ({ text, expected }) => {
    expect(toCells(text)).toBe(expected);
  });

  it('is served as a download', async () => {
    const simulation = createTestSimulation({ associations: toListed([toPlace()]) });
    const response = await createPageReader(simulation).request('/associations.csv');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(await response.text()).toContain(
      '334173748400020;Centre de Rennes;4 rue des Lilas;35000;Rennes',
    );
  });
});
