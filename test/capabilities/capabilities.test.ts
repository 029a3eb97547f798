import { createGateway } from '@sas-sos/gateway';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { createSlotHandler } from '@sas-sos/slots';
import { createMemoryAgenda, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import type { CapabilityStatement } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { findMissingCapabilities } from './find-missing-capabilities.js';
import { requiredStatements } from './required-statements.js';

const gateway = createGateway({
  parts: [
    createSlotHandler({
      agenda: createMemoryAgenda({ associations: [], slots: [] }),
      placeIdSystem: 'https://editeur.example/ids',
    }),
    createRegulatorHandler({ accounts: createMemoryRegulatorAccounts() }),
  ],
});

async function readMetadata(): Promise<CapabilityStatement> {
  const response = await gateway(new Request('https://agenda.example/metadata'));
  return (await response.json()) as CapabilityStatement;
}

const required = Object.entries(requiredStatements).map(([id, resources]) => ({ id, resources }));

describe('/metadata and what the guide requires', () => {
  it.each(required)('states everything of $id', async (statement) => {
    expect(findMissingCapabilities(await readMetadata(), statement)).toEqual([]);
  });

  it('has a definition for each parameter, and no name twice', async () => {
    const { rest } = await readMetadata();
    const resources = rest?.[0]?.resource ?? [];
    expect(resources).toHaveLength(5);
    for (const { type, searchParam = [] } of resources) {
      const names = searchParam.map(({ name }) => name);
      expect([type, new Set(names).size]).toEqual([type, names.length]);
      for (const { definition } of searchParam) expect(definition).toMatch(/\/SearchParameter\/\S/);
    }
  });

  it.each(required)('notices each point of $id that is not stated', async (statement) => {
    const points = [
      ...['implementationGuide', 'instantiates', 'format'],
      ...['security', 'resource', 'profile', 'interaction', 'definition', 'searchParam'],
    ];
    for (const point of points) {
      const without = JSON.parse(
        JSON.stringify(await readMetadata(), (key, value) => {
          if (key !== point) return value;
          return Array.isArray(value) ? [] : undefined;
        }),
      ) as CapabilityStatement;
      expect([point, findMissingCapabilities(without, statement).length > 0]).toEqual([
        point,
        true,
      ]);
    }
  });

  it.each(['updateCreate', 'conditionalUpdate', 'searchInclude', 'searchRevInclude'])(
    'notices that %s is not stated',
    async (point) => {
      const without = JSON.parse(
        JSON.stringify(await readMetadata(), (key, value) => (key === point ? undefined : value)),
      ) as CapabilityStatement;
      const missing = required.flatMap((one) => findMissingCapabilities(without, one));
      expect(missing).not.toEqual([]);
    },
  );
});
