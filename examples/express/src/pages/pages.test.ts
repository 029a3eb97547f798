import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '@sas-sos/core';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../audit/create-audit.js';
import {
  createAgenda,
  createPlace,
  createSlot,
  importText,
} from '../import/test-data/import-text.js';
import { createSessions } from '../session/sessions.js';
import { createTestReporting } from '../session/test-data/serve-site.js';
import type { Store } from '../store/store.js';
import { createPages } from './pages.js';

const hostile = `</td><script>alert("1")</script><img src=x onerror='x'>&amp;`;
const clock = { now: () => Date.parse('2026-12-01T07:00:00Z') };

interface OpenOptions {
  readonly change?: (store: Store) => Store;
  readonly isSignedIn?: boolean;
}

function createHostileAgenda() {
  const agenda = createAgenda();
  const [association] = agenda.associations;
  if (association) association.name = `Asso ${hostile}`;
  association?.places.push({
    ...createPlace(hostile, '97400'),
    name: `Lieu ${hostile}`,
    address: { line: hostile, postalCode: '97400', city: hostile },
  });
  agenda.slots.push(
    { ...createSlot(hostile), place: hostile, reasons: [hostile] },
    { ...createSlot('booked'), status: 'booked', audience: ['samu'] },
    {
      ...createSlot('blocked'),
      status: 'blocked',
      consultation: ['home-visit'],
      booking: 'walk-in',
    },
  );
  return JSON.stringify(agenda);
}

/** Serves the pages of an agenda, and returns what a staff browser gets from a path. */
async function open(
  path: string,
  { change = (store: Store) => store, isSignedIn = true }: OpenOptions = {},
) {
  return importText(createHostileAgenda(), async (store) => {
    const { sessions: table, regulators } = store;
    const sessions = createSessions({ table, regulators, clock, isSecure: false });
    const headers = isSignedIn ? { cookie: await sessions.open({ kind: 'staff' }, undefined) } : {};
    const app = express().use(
      createPages({
        store: change(store),
        reporting: await createTestReporting(store),
        audit: createAudit({ table: store.audit, observer: 'a', clock, logger: silentLogger }),
        sessions,
        staffPassword: 'not needed here',
        isSecure: false,
        clock,
        logger: silentLogger,
      }),
    );
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}${path}`;
      const response = await fetch(url, { headers, redirect: 'manual' });
      return { status: response.status, headers: response.headers, page: await response.text() };
    } finally {
      server.close();
    }
  });
}

const hostilePath = `/agenda/${encodeURIComponent(hostile)}`;

describe('Every page', () => {
  it.each([
    { name: 'the home', path: '/', status: 200 },
    { name: 'the agenda of a place', path: '/agenda/rennes', status: 200 },
    { name: 'a slot', path: '/agenda/rennes?slot=s1', status: 200 },
    { name: 'a slot with an origin', path: '/agenda/rennes?slot=s1&origin=sas', status: 200 },
    { name: 'a slot that is gone', path: '/agenda/rennes?slot=none', status: 200 },
    { name: 'a slot of another place', path: '/agenda/reunion?slot=s1', status: 200 },
    { name: 'another day', path: '/agenda/rennes?day=2026-12-03', status: 200 },
    { name: 'a day that does not exist', path: '/agenda/rennes?day=2026-02-30', status: 200 },
    { name: 'hostile names', path: hostilePath, status: 200 },
    {
      name: 'a hostile slot',
      path: `${hostilePath}?slot=${encodeURIComponent(hostile)}`,
      status: 200,
    },
    {
      name: 'a hostile query',
      path: `/agenda/rennes?slot=${encodeURIComponent(hostile)}&day=${encodeURIComponent(hostile)}`,
      status: 200,
    },
    { name: 'an unknown place', path: '/agenda/nantes', status: 404 },
    { name: 'an unknown page', path: `/${encodeURIComponent(hostile)}`, status: 404 },
    { name: 'an address that cannot be decoded', path: '/agenda/%zz', status: 400 },
  ])('is French HTML without script, and names are escaped: $name', async ({ path, status }) => {
    const answer = await open(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).not.toContain('script');
    expect(answer.page).toMatch(/^<!doctype html>\n<html lang="fr">/);
    expect(answer.page).not.toMatch(/<(script|img)|onerror='/);
    expect(answer.page.match(/<h1>/g)).toHaveLength(1);
  });

  it('answers when the store fails, without the reason', async () => {
    const { status, page } = await open('/', {
      change: (store) => ({
        ...store,
        readDirectory: () => Promise.reject(new Error('secret reason')),
      }),
    });
    expect(status).toBe(500);
    expect(page).toContain('<html lang="fr">');
    expect(page).not.toContain('secret');
  });
});

describe('The home page', () => {
  it('is open to everyone', async () => {
    expect((await open('/', { isSignedIn: false })).status).toBe(200);
  });

  it('counts the free slots of each place', async () => {
    const { page } = await open('/');
    const counts = [...page.matchAll(/<td [^>]*class="count"[^>]*>(\d+)<\/td>/g)].map(
      ([, count]) => count,
    );
    expect(counts).toEqual(['2', '0', '1']);
  });
});

describe('The agenda of a place', () => {
  it.each([
    { path: '/agenda/rennes', next: '/agenda/rennes' },
    { path: '/agenda/rennes?slot=s1', next: '/agenda/rennes?slot=s1' },
    { path: '/agenda/nantes', next: '/agenda/nantes' },
  ])('sends a visitor to the login: $path', async ({ path, next }) => {
    const { status, headers } = await open(path, { isSignedIn: false });
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`/login?${new URLSearchParams({ next })}`);
  });

  it.each([true, false])(
    'removes an origin from the end of its path, signed in: %s',
    async (isSignedIn) => {
      const { status, headers } = await open('/agenda/rennes&origin=sas', { isSignedIn });
      expect(status).toBe(302);
      expect(headers.get('location')).toBe('/agenda/rennes');
    },
  );

  it('does not show the staff what is for regulators', async () => {
    const { page } = await open('/agenda/rennes?slot=s1');
    expect(page).toContain('class="detail"');
    expect(page).not.toMatch(/Réservation|pour le SAS|régulateur du SAS/);
  });

  it('writes the state of every slot in words', async () => {
    const { page } = await open('/agenda/rennes');
    const states = [...page.matchAll(/<td role="cell" class="state \w+">([^<]+)</g)].map(
      ([, state]) => state,
    );
    expect(new Set(states).size).toBe(3);
    expect(states).toHaveLength(4);
  });

  it('shows times in the time zone of the place', async () => {
    expect((await open('/agenda/rennes')).page).toContain('09:00–\u206009:30');
    expect((await open(hostilePath)).page).toContain('12:00–\u206012:30');
  });

  it('opens the requested slot, on its day', async () => {
    const { page } = await open('/agenda/rennes?slot=booked');
    expect(page.match(/class="detail"/g)).toHaveLength(1);
    expect(page.match(/class="chosen"/g)).toHaveLength(1);
  });

  it('shows three days from the requested day', async () => {
    const { page } = await open('/agenda/rennes?day=2026-11-29');
    expect(page.match(/class="state free"/g)).toHaveLength(2);
    const after = await open('/agenda/rennes?day=2026-12-02');
    expect(after.page).not.toContain('class="state');
  });
});
