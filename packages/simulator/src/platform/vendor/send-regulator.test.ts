import { describe, expect, it, vi } from 'vitest';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { query, type ReceivedRequest, toUrl } from './vendor.fixture.js';
import { answerRightly, startVendorClient } from './vendor-client.fixture.js';

const regulator: PlatformRegulator = {
  id: '5a5d0000-0000-4000-8000-000000000001',
  technicalId: '5a5e0000-0000-4000-8000-000000000001',
  nationalId: null,
  familyName: 'Delaunay',
  givenName: 'Camille',
  email: 'camille.delaunay@exemple.fr',
  isActive: true,
  lastSent: null,
  lastCall: null,
};

describe('INT_R02', () => {
  it('creates by POST', async () => {
    await using vendor = await startVendorClient();
    const sent = await vendor.client.sendRegulator(regulator, { interaction: 'create' });
    expect(sent).toMatchObject({ status: 201, text: '', exchange: 1 });
    expect(vendor.failed(1)).toEqual([]);
    const [received] = vendor.received;
    expect(received).toMatchObject({
      method: 'POST',
      url: '/fhir/Practitioner',
      headers: { accept: 'application/json+fhir', 'content-type': 'application/json' },
    });
    expect(JSON.parse(received?.body ?? '')).toEqual({
      resourceType: 'Practitioner',
      id: regulator.id,
      meta: {
        source: 'urn:oid:1.2.250.1.213.3.6',
        profile: [
          'https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/FrPractitionerRegul',
        ],
      },
      identifier: [
        {
          type: {
            coding: [
              { system: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203', code: 'INTRN' },
            ],
          },
          system: 'urn:oid:1.2.250.1.213.3.6',
          value: regulator.technicalId,
        },
      ],
      active: true,
      name: [{ family: 'Delaunay', given: ['Camille'] }],
      telecom: [{ system: 'email', value: 'camille.delaunay@exemple.fr' }],
    });
  });

  it('updates by PUT, with the identifier that the vendor has', async () => {
    await using vendor = await startVendorClient();
    const changed = { ...regulator, nationalId: '3456780581/11242343' };
    const knownAs = { system: 'urn:oid:1.2.250.1.213.3.6', value: regulator.technicalId };
    await vendor.client.sendRegulator(changed, { interaction: 'update', knownAs });
    const [received] = vendor.received;
    expect(received).toMatchObject({
      method: 'PUT',
      headers: { accept: 'application/fhir+json', 'content-type': 'application/json' },
    });
    expect(new URL(toUrl(received as ReceivedRequest)).searchParams.get('identifier')).toBe(
      `urn:oid:1.2.250.1.213.3.6|${regulator.technicalId}`,
    );
    expect(JSON.parse(received?.body ?? '').identifier[0]).toMatchObject({
      type: { coding: [{ code: 'IDNPS' }] },
      system: 'urn:oid:1.2.250.1.71.4.2.1',
      value: '3456780581/11242343',
    });
  });
});

describe('faults', () => {
  it('slow: calls late, and the delay does not count for the vendor', async () => {
    await using vendor = await startVendorClient();
    vendor.faults.set({ calls: 'slow', slowMilliseconds: 300 });
    const startedAt = performance.now();
    const result = await vendor.client.searchSlots(query);
    expect(performance.now() - startedAt).toBeGreaterThan(290);
    expect(result.outcome).toBe('found');
    const { durationMilliseconds } = vendor.exchanges.find(1) ?? {};
    expect(durationMilliseconds).toBe(
      result.outcome === 'found' ? result.durationMilliseconds : undefined,
    );
    expect(durationMilliseconds).toBeLessThan(performance.now() - startedAt - 290);
  });

  it.each([
    { name: 'slow', answer: () => 'never' as const, isLeft: true },
    { name: 'quick', answer: undefined, isLeft: false },
  ])('cut: leaves before a $name answer', async ({ answer, isLeft }) => {
    await using vendor = await startVendorClient(answer);
    vendor.faults.set({ calls: 'cut' });
    const sent = await vendor.client.sendRegulator(regulator, { interaction: 'create' });
    expect(sent).toMatchObject({ status: null, checks: [], exchange: 1 });
    expect(vendor.exchanges.find(1)).toMatchObject({ status: null, fault: 'cut' });
    await vi.waitFor(() => expect(vendor.received[0]?.isLeft).toBe(isLeft));
  });

  it('twice: calls twice at once, and the first answer counts', async () => {
    let count = 0;
    await using vendor = await startVendorClient((received) => {
      count += 1;
      return count === 1 ? answerRightly(received) : { status: 409, body: {} };
    });
    vendor.faults.set({ calls: 'twice' });
    const sent = await vendor.client.sendRegulator(regulator, { interaction: 'create' });
    expect(vendor.received).toHaveLength(2);
    const statuses = [1, 2].map((number) => vendor.exchanges.find(number)?.status);
    expect([...statuses].sort()).toEqual([201, 409]);
    expect(sent).toMatchObject({ status: statuses[0], exchange: 1 });
  });

  it('down: calls nobody', async () => {
    await using vendor = await startVendorClient();
    vendor.faults.set({ calls: 'down' });
    expect(await vendor.client.searchSlots(query)).toMatchObject({
      outcome: 'failed',
      isSimulated: true,
      advice: null,
      exchanges: [1],
    });
    expect(vendor.received).toEqual([]);
    vendor.faults.set({ calls: null });
    expect(await vendor.client.searchSlots(query)).toMatchObject({ outcome: 'found' });
  });
});
