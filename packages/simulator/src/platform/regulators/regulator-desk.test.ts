import { type Clock, silentLogger, systemClock } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createExchangeLog } from '../../state/exchange-log.js';
import { createFaultSwitches } from '../../state/fault-switches.js';
import { openStateStore } from '../../state/state-store.js';
import { type ReceivedRequest, startVendor, toUrl } from '../vendor/vendor.fixture.js';
import { createVendorClient } from '../vendor/vendor-client.js';
import { createRegulatorDesk, type RegulatorDeskOutcome } from './regulator-desk.js';

const clock: Clock = { now: () => 1000 };
const someone = { familyName: 'Roux', givenName: 'Ana', email: 'ana@exemple.fr' };

/** A desk whose vendor answers with these statuses, then normally. */
async function start(...statuses: number[]) {
  const vendor = await startVendor(({ method, url, headers }) => {
    const status = statuses.shift() ?? (method === 'POST' ? 201 : 200);
    const location = `http://${headers['host']}${url.split('?')[0]}/1`;
    return { status, headers: status < 300 ? { location } : {}, body: '' };
  });
  const state = await openStateStore({ file: undefined, logger: silentLogger });
  const faults = createFaultSwitches();
  const client = createVendorClient({
    vendorUrl: vendor.url,
    exchanges: createExchangeLog(),
    faults,
    clock: systemClock,
    logger: silentLogger,
  });
  const desk = createRegulatorDesk({ state, vendor: client, clock });
  return { ...vendor, desk, faults, state };
}

function done(outcome: RegulatorDeskOutcome) {
  if (outcome.outcome !== 'done') throw new Error(`The desk answered ${outcome.outcome}.`);
  return outcome.regulator;
}

const fieldsOf = (outcome: RegulatorDeskOutcome) =>
  outcome.outcome === 'refused' ? outcome.mistakes.map(({ field }) => field) : outcome.outcome;

/** The requests: interaction, identifier, and state of the right. */
function toCall(received: ReceivedRequest) {
  const { identifier, active } = JSON.parse(received.body);
  const named = new URL(toUrl(received)).searchParams.get('identifier')?.split('|')[1];
  return { method: received.method, named, value: identifier[0].value, active };
}

describe('fields', () => {
  it.each([
    { name: 'no family name', fields: { familyName: ' ' }, mistakes: ['familyName'] },
    {
      name: 'a name of 201 letters',
      fields: { givenName: 'a'.repeat(201) },
      mistakes: ['givenName'],
    },
    { name: 'a name of 200 letters', fields: { givenName: 'a'.repeat(200) }, mistakes: 'done' },
    { name: 'no e-mail', fields: { email: '' }, mistakes: ['email'] },
    { name: 'an e-mail without a domain', fields: { email: 'ana@' }, mistakes: ['email'] },
    { name: 'two e-mails', fields: { email: 'a@b.fr, c@d.fr' }, mistakes: ['email'] },
    { name: 'an RPPS', fields: { nationalId: '810100000016' }, mistakes: 'done' },
    { name: 'a short RPPS', fields: { nationalId: '8101' }, mistakes: ['nationalId'] },
    { name: 'an ADELI', fields: { nationalId: '0123456789' }, mistakes: 'done' },
    {
      name: 'a card of an establishment',
      fields: { nationalId: '3456780581/11242343' },
      mistakes: 'done',
    },
    {
      name: 'a UUID',
      fields: { nationalId: '5a5e0000-0000-4000-8000-000000000001' },
      mistakes: ['nationalId'],
    },
    { name: 'no national identifier', fields: { nationalId: '' }, mistakes: 'done' },
    {
      name: 'all fields wrong',
      fields: { familyName: '', givenName: '', email: '', nationalId: 'x' },
      mistakes: ['familyName', 'givenName', 'email', 'nationalId'],
    },
  ])('$name', async ({ fields, mistakes }) => {
    await using desk = await start();
    expect(fieldsOf(desk.desk.create({ ...someone, ...fields }))).toEqual(mistakes);
  });

  it('are unique among those with the right', async () => {
    await using vendor = await start();
    const { desk } = vendor;
    const nationalId = '810100000016';
    const first = done(desk.create({ ...someone, nationalId }));
    const again = { ...someone, email: 'ANA@exemple.fr', nationalId };
    expect(fieldsOf(desk.create(again))).toEqual(['email', 'nationalId']);
    expect(fieldsOf(desk.change(first.id, { familyName: 'Rous' }))).toBe('done');
    await desk.disable(first.id);
    const second = done(desk.create(again));
    expect(desk.findByEmail('Ana@Exemple.fr')?.id).toBe(second.id);
    expect(desk.findByNationalId(nationalId)?.id).toBe(second.id);
    expect(fieldsOf(desk.enable(first.id))).toEqual(['email', 'nationalId']);
  });

  it('are removed by null', async () => {
    await using vendor = await start();
    const { id } = done(vendor.desk.create({ ...someone, nationalId: '810100000016' }));
    expect(done(vendor.desk.change(id, { nationalId: null })).nationalId).toBe(null);
  });
});

describe('calls', () => {
  it('creates at first, then updates by the identifier that the vendor has', async () => {
    await using vendor = await start();
    const { desk } = vendor;
    const { id, technicalId } = done(desk.create(someone));
    expect(vendor.received).toEqual([]);
    expect(done(await desk.send(id))).toMatchObject({
      lastSent: { identifier: { value: technicalId }, isActive: true },
      lastCall: { at: 1000, interaction: 'create', status: 201, exchange: 1 },
    });
    desk.change(id, { nationalId: '810100000016' });
    expect(done(await desk.send(id)).lastSent?.identifier.value).toBe('810100000016');
    await desk.send(id);
    expect(vendor.received.map(toCall)).toEqual([
      { method: 'POST', named: undefined, value: technicalId, active: true },
      { method: 'PUT', named: technicalId, value: '810100000016', active: true },
      { method: 'PUT', named: '810100000016', value: '810100000016', active: true },
    ]);
  });

  it.each([409, 422])('updates an account that a create found existing: %i', async (status) => {
    await using vendor = await start(status);
    const { id, technicalId } = done(vendor.desk.create(someone));
    expect(done(await vendor.desk.send(id))).toMatchObject({
      lastSent: { isActive: true },
      lastCall: { interaction: 'update', status: 200, exchange: 2 },
    });
    expect(vendor.received.map(toCall)[1]).toMatchObject({ method: 'PUT', named: technicalId });
  });

  it.each([
    { name: 'refused for another reason', statuses: [400], calls: 1 },
    { name: 'a server error of the vendor', statuses: [500], calls: 1 },
    { name: 'refused twice', statuses: [422, 422], calls: 2 },
  ])('does not assume that the vendor has the account: $name', async ({ statuses, calls }) => {
    await using vendor = await start(...statuses);
    const { id } = done(vendor.desk.create(someone));
    const last = statuses.at(-1);
    expect(done(await vendor.desk.send(id))).toMatchObject({
      lastSent: null,
      lastCall: { status: last },
    });
    expect(vendor.received).toHaveLength(calls);
    // The next sign-in repairs it.
    expect(done(await vendor.desk.send(id)).lastSent).not.toBe(null);
  });

  it('recovers after calls that failed', async () => {
    await using vendor = await start();
    const { id } = done(vendor.desk.create(someone));
    vendor.faults.set({ calls: 'down' });
    expect(done(await vendor.desk.send(id))).toMatchObject({
      lastSent: null,
      lastCall: { status: null, text: expect.stringContaining('panne simulée') },
    });
    vendor.faults.set({ calls: null });
    expect(done(await vendor.desk.send(id)).lastCall).toMatchObject({ status: 201 });
  });

  it('withdraws the right at once, and restores it at the next sign-in', async () => {
    await using vendor = await start();
    const { desk } = vendor;
    const { id, technicalId } = done(desk.create(someone));
    await desk.send(id);
    expect(done(await desk.disable(id))).toMatchObject({
      isActive: false,
      lastSent: { isActive: false },
    });
    expect(done(desk.enable(id))).toMatchObject({ isActive: true, lastSent: { isActive: false } });
    expect(vendor.received).toHaveLength(2);
    await desk.send(id);
    const named = technicalId;
    expect(vendor.received.map(toCall).slice(1)).toEqual([
      { method: 'PUT', named, value: technicalId, active: false },
      { method: 'PUT', named, value: technicalId, active: true },
    ]);
  });

  it('does not send a regulator whom the vendor never received', async () => {
    await using vendor = await start();
    const { id } = done(vendor.desk.create(someone));
    expect(done(await vendor.desk.disable(id))).toMatchObject({ isActive: false, lastCall: null });
    expect(vendor.received).toEqual([]);
  });

  it('sends a removal when an answer was lost', async () => {
    await using vendor = await start(500);
    const { id } = done(vendor.desk.create(someone));
    await vendor.desk.send(id);
    await vendor.desk.disable(id);
    expect(vendor.received.map(toCall)[1]).toMatchObject({ method: 'PUT', active: false });
  });

  it('sends the last state last, one call after the other', async () => {
    await using vendor = await start();
    const { desk } = vendor;
    const { id } = done(desk.create(someone));
    await Promise.all([desk.send(id), desk.send(id), desk.disable(id)]);
    expect(vendor.received.map(toCall)).toMatchObject([
      { method: 'PUT', active: false },
      { method: 'PUT', active: false },
      { method: 'PUT', active: false },
    ]);
    desk.enable(id);
    await Promise.all([desk.send(id), desk.send(id)]);
    expect(desk.find(id)?.lastSent?.isActive).toBe(true);
  });

  it('creates only once for two concurrent sign-ins', async () => {
    await using vendor = await start();
    const { id } = done(vendor.desk.create(someone));
    await Promise.all([vendor.desk.send(id), vendor.desk.send(id)]);
    expect(vendor.received.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  });

  it('leaves a freed identifier to the regulator who claimed it', async () => {
    await using vendor = await start();
    const { desk } = vendor;
    const nationalId = '810100000016';
    const former = done(desk.create({ ...someone, nationalId }));
    await desk.send(former.id);
    await desk.disable(former.id);
    const heir = done(desk.create({ ...someone, email: 'eve@exemple.fr' }));
    await desk.send(heir.id);
    desk.change(heir.id, { nationalId });
    await desk.send(heir.id);
    vendor.received.length = 0;
    // Sent as long as the heir has it, and once more with their own identifier.
    await desk.send(former.id);
    desk.change(former.id, { nationalId: '810100000024' });
    desk.enable(former.id);
    await desk.send(former.id);
    const own = former.technicalId;
    expect(vendor.received.map(toCall)).toEqual([
      { method: 'PUT', named: own, value: own, active: false },
      { method: 'PUT', named: own, value: '810100000024', active: true },
    ]);
    expect(desk.find(heir.id)?.lastSent?.identifier.value).toBe(nationalId);
  });

  it('uses the identifier that the vendor has, until the heir has it', async () => {
    await using vendor = await start();
    const { desk } = vendor;
    const nationalId = '810100000016';
    const former = done(desk.create({ ...someone, nationalId }));
    await desk.send(former.id);
    await desk.disable(former.id);
    done(desk.create({ ...someone, email: 'eve@exemple.fr', nationalId }));
    await desk.send(former.id);
    const value = former.technicalId;
    expect(toCall(vendor.received.at(-1) as ReceivedRequest)).toEqual({
      method: 'PUT',
      named: nationalId,
      value,
      active: false,
    });
  });

  it('does not find a removed regulator', async () => {
    await using vendor = await start();
    const { desk, state } = vendor;
    const { id } = done(desk.create(someone));
    state.change((before) => ({ ...before, regulators: [] }));
    expect([
      await desk.send(id),
      await desk.disable(id),
      desk.enable(id),
      desk.change(id, {}),
    ]).toEqual(Array(4).fill({ outcome: 'unknown' }));
    expect(vendor.received).toEqual([]);
  });
});
