import { runConformance } from '@sas-sos/conformance';
import { systemClock } from '@sas-sos/core';
import { describe, expect, it, vi } from 'vitest';
import { startSimulator } from '../../start-simulator.js';
import { createTestSimulation } from '../../test-data/create-test-simulation.js';
import { createPageReader } from '../../test-data/read-page.js';
import { startVendor } from '../vendor/vendor.fixture.js';
import { answerRightly } from '../vendor/vendor-client.fixture.js';
import { createCertificationDesk } from './certification-desk.js';

function createDesk(vendor: string, signal = new AbortController().signal) {
  return createCertificationDesk({
    configuration: { vendor },
    signal,
    clock: systemClock,
    runConformance,
  });
}

async function waitFor(desk: ReturnType<typeof createDesk>, number: number) {
  await vi.waitFor(() => expect(desk.find(number)?.state).not.toBe('running'), 30_000);
  return desk.find(number);
}

describe('the certification on the vendor', () => {
  it('runs one at a time, follows it, and keeps the runs, latest first', async () => {
    const vendor = await startVendor(answerRightly);
    const desk = createDesk(vendor.url);
    expect(desk.list()).toEqual([]);
    expect(desk.start()).toMatchObject({ number: 1, state: 'running', run: null });
    expect(desk.start()).toBeUndefined();
    const first = await waitFor(desk, 1);
    expect(first?.state).toBe('done');
    expect(first?.step).toBe(first?.steps);
    expect(first?.exchanges).toBe(first?.run?.exchanges.length);
    expect(first?.groups).toEqual(first?.run?.groups);
    desk.start();
    await waitFor(desk, 2);
    expect(desk.list().map(({ number }) => number)).toEqual([2, 1]);
    await vendor.close();
  });

  it('keeps 20', async () => {
    const desk = createDesk('not an address');
    for (let number = 1; number <= 23; number += 1) {
      desk.start();
      await waitFor(desk, number);
    }
    expect(desk.list().map(({ number }) => number)).toEqual(
      Array.from({ length: 20 }, (_, index) => 23 - index),
    );
  });

  it('says what is wrong with its configuration', async () => {
    const desk = createDesk('not an address');
    desk.start();
    const broken = await waitFor(desk, 1);
    expect(broken).toMatchObject({ state: 'broken', run: null });
    expect(broken?.problem).toContain('vendor');
  });

  it('ends with the simulator', async () => {
    const closing = new AbortController();
    const vendor = await startVendor(() => 'never');
    const desk = createDesk(vendor.url, closing.signal);
    desk.start();
    await vi.waitFor(() => expect(vendor.received.length).toBeGreaterThan(0));
    closing.abort();
    expect((await waitFor(desk, 1))?.run?.verdict).toBe('impossible');
    await vendor.close();
  });

  it('is started and followed by the API, with the options of the simulator', async () => {
    const vendor = await startVendor(answerRightly);
    await using simulator = await startSimulator({
      vendorUrl: vendor.url,
      port: 0,
      certification: { declarations: { lockOut: true }, limits: { report: 100 } },
    });
    const api = `${simulator.url}/api/certifications`;
    const start = () =>
      fetch(api, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    const begun = await start();
    expect([begun.status, begun.headers.get('location')]).toEqual([201, '/api/certifications/1']);
    expect((await start()).status).toBe(409);
    expect((await fetch(`${api}/7`)).status).toBe(404);
    const read = async () => (await fetch(`${api}/1`)).json();
    await vi.waitFor(async () => expect(await read()).toMatchObject({ state: 'done' }), 60_000);
    expect(await read()).toMatchObject({
      run: { format: 1, simulator: simulator.url, declarations: { lockOut: true } },
    });
    expect(await (await fetch(api)).json()).toMatchObject({ certifications: [{ number: 1 }] });
    await vendor.close();
  });
});

describe('the pages of the certification', () => {
  it('start a run, follow it, and write its reports', async () => {
    const vendor = await startVendor(answerRightly);
    const certification = createDesk(vendor.url);
    const { read, request, send } = createPageReader(createTestSimulation({ certification }));
    expect(await read('/certification')).toContain('Aucun passage pour l’instant');
    const begun = await send('/certification');
    expect([begun.status, begun.headers.get('location')]).toEqual([303, '/certification/1']);
    const running = await request('/certification/1?fragment');
    expect(running.headers.get('x-state')).toBe('running');
    expect(await running.text()).toContain('<progress');
    // The button leads to the run that has not ended.
    expect((await send('/certification')).headers.get('location')).toBe('/certification/1');
    await waitFor(certification, 1);
    const page = await read('/certification/1');
    expect(page).toMatch(/href="\/certification\/1\/report#exchange-\d+"/);
    expect(page).not.toContain('certification.js');
    expect(await read('/certification')).toContain('Nº 1');
    const report = await request('/certification/1/report');
    expect(report.headers.get('content-disposition')).toBeNull();
    expect(await report.text()).not.toContain('id="comparison"');
    for (const [name, type] of [
      ['report.html', 'text/html'],
      ['junit.xml', 'application/xml'],
      ['run.json', 'application/json'],
    ]) {
      const { status, headers } = await request(`/certification/1/${name}`);
      expect([status, headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
      expect(headers.get('content-disposition')).toContain(`certification-1-${name}`);
    }
    await send('/certification');
    await waitFor(certification, 2);
    expect(await read('/certification/2/report')).toContain('id="comparison"');
    await vendor.close();
  });

  it.each([
    '/certification/1',
    '/certification/x',
    '/certification/1/report',
    '/certification/1/x',
  ])('%s is not there without a run', async (path) => {
    const { request } = createPageReader(createTestSimulation());
    expect((await request(path)).status).toBe(404);
  });
});
