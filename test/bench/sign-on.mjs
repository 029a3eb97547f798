// @ts-check
// Cost of a sign-in and of a confirmation without the provider's own time, and cost of the guard of agenda pages.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestBrowser, createTestProvider } from '@sas-sos/test-provider';
import { here, startServer } from './processes.mjs';
import { readProcessorTime } from './processor-time.mjs';
import { summarise } from './statistics.mjs';

const vendorScript = here('../../examples/express/dist/main.js');
export const client = { clientId: 'bench', clientSecret: 'secret-of-the-bench' };
const email = 'camille@bench.example';
const staffPassword = 'password of the bench';
/**
 * The data of the provider: the vendors, and one person.
 *
 * @param {readonly string[]} sites
 */
export function provided(sites) {
  return {
    clients: [{ ...client, redirectUris: sites.map((site) => `${site}/sso/callback`) }],
    users: [{ login: 'camille', claims: { email } }],
  };
}

/** @typedef {Awaited<ReturnType<typeof startVendor>>} Vendor */

/**
 * Measures sign-ins one at a time, pages, and concurrent sign-ins.
 *
 * @param {{ signIns: number, warm: number, pages: number, atOnce: number, storms: number }} sizes
 *   `warm`: sign-ins before those that count: until then both sides compile
 */
export async function measureSignOn({ signIns, warm, pages, atOnce, storms }) {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-bench-sign-on-'));
  try {
    return {
      ...(await measureOneByOne(folder, { signIns, warm, pages })),
      storm: await measureStorms(folder, { count: atOnce, rounds: storms }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {{ signIns: number, warm: number, pages: number }} sizes
 */
async function measureOneByOne(folder, { signIns, warm, pages }) {
  const [port, barePort] = [await findFreePort(), await findFreePort()];
  const sites = [toSite(port), toSite(barePort)];
  const provider = await startServer(here('provider-server.mjs'), { args: sites });
  const vendor = await startVendor(folder, port, provider.url);
  const bare = await startBareVendor(barePort, provider.url);
  try {
    const providerCookie = await signInAtProvider(vendor.site, provider.url);
    const arrivals = [];
    const callbacks = [];
    const tokens = [];
    const beyond = [];
    const confirmed = [];
    for (let count = 0; count < warm; count += 1) {
      await signIn(vendor, providerCookie);
      await signIn(bare, providerCookie);
      await redeem(vendor.site, provider.url, providerCookie);
    }
    const before = [vendor, bare].map(({ pid }) => readProcessorTime(pid));
    for (let count = 0; count < signIns; count += 1) {
      const { arrival, callback } = await signIn(vendor, providerCookie);
      await signIn(bare, providerCookie);
      const token = await redeem(vendor.site, provider.url, providerCookie);
      arrivals.push(arrival);
      callbacks.push(callback);
      tokens.push(token);
      beyond.push(arrival + callback - token);
    }
    const [cpu, bareCpu] = [vendor, bare].map(({ pid }, index) => {
      const [start, end] = [before[index], readProcessorTime(pid)];
      return start === undefined || end === undefined ? undefined : (end - start) / signIns;
    });
    const { cookie } = await signIn(vendor, providerCookie);
    for (let count = 0; count < signIns; count += 1) {
      const { arrival, callback } = await signIn(vendor, providerCookie, cookie);
      const token = await redeem(vendor.site, provider.url, providerCookie);
      confirmed.push(arrival + callback - token);
    }
    return {
      signIns,
      arrival: summarise(arrivals),
      callback: summarise(callbacks),
      token: summarise(tokens),
      beyond: summarise(beyond),
      confirmed: summarise(confirmed),
      cpu,
      bareCpu,
      ratios: toRatios(cpu, bareCpu, summarise(tokens).median),
      pages: await measurePages(vendor, providerCookie, pages),
    };
  } finally {
    await vendor.stop();
    await bare.stop();
    await provider.stop();
  }
}

/**
 * Compares processor times of a sign-in with each other, and with the time of the provider's call,
 * which shows the speed of the machine.
 *
 * @param {number | undefined} vendor
 * @param {number | undefined} bare
 * @param {number} token
 */
function toRatios(vendor, bare, token) {
  if (vendor === undefined || bare === undefined) return undefined;
  return {
    processorToBare: vendor / bare,
    processorToToken: vendor / token,
    beyondBareToToken: (vendor - bare) / token,
  };
}

/**
 * Measures a page for a regulator, whose right is rebuilt at each request, and for the staff.
 *
 * @param {Vendor} vendor
 * @param {string} providerCookie
 * @param {number} runs
 */
async function measurePages(vendor, providerCookie, runs) {
  const { cookie } = await signIn(vendor, providerCookie);
  await acceptTerms(vendor.site, cookie);
  const readers = { regulator: cookie, staff: await signInStaff(vendor.site) };
  const times = { regulator: /** @type {number[]} */ ([]), staff: /** @type {number[]} */ ([]) };
  for (let count = -50; count < runs; count += 1) {
    for (const reader of /** @type {const} */ (['regulator', 'staff'])) {
      const { response, milliseconds } = await ask(vendor.page, readers[reader]);
      if (response.status !== 200) throw new Error(`The page was answered ${response.status}`);
      if (count >= 0) times[reader].push(milliseconds);
    }
  }
  return { regulator: summarise(times.regulator), staff: summarise(times.staff) };
}

/**
 * Measures concurrent arrivals, in turns at a vendor that has not called the provider yet and at the
 * bare one, both just started.
 *
 * @param {string} folder
 * @param {{ count: number, rounds: number }} size
 */
async function measureStorms(folder, { count, rounds }) {
  const storms = { vendor: /** @type {Storm[]} */ ([]), bare: /** @type {Storm[]} */ ([]) };
  for (let round = 0; round < rounds; round += 1) {
    storms.vendor.push(await measureAtOnce(count, (...at) => startVendor(folder, ...at)));
    storms.bare.push(await measureAtOnce(count, startBareVendor));
  }
  /** @param {(storm: Storm | undefined) => number | undefined} read */
  const ratioOf = (read) => {
    const ratios = storms.vendor.map((storm, round) => {
      const [vendor, bare] = [read(storm), read(storms.bare[round])];
      return vendor === undefined || bare === undefined ? [] : [vendor / bare];
    });
    return ratios.flat().length > 0 ? summarise(ratios.flat()) : undefined;
  };
  return {
    count,
    seconds: summarise(storms.vendor.map(({ seconds }) => seconds)),
    bareSeconds: summarise(storms.bare.map(({ seconds }) => seconds)),
    secondsToBare: ratioOf((storm) => storm?.seconds),
    processorToBare: ratioOf((storm) => storm?.cpu),
    discovery: Math.max(...storms.vendor.map(({ discovery }) => discovery)),
    keys: Math.max(...storms.vendor.map(({ keys }) => keys)),
    refused: storms.vendor.map(({ refused }) => refused),
  };
}

/** @typedef {Awaited<ReturnType<typeof measureAtOnce>>} Storm */

/** What the vendor answers when its time limit for the provider, which shares our machine, is over. */
const providerTooSlow = 'No redirection, but 503';

/**
 * @param {number} count
 * @param {(port: number, issuer: string) => Promise<Pick<Vendor, 'pid' | 'page' | 'stop'>>} start
 */
async function measureAtOnce(count, start) {
  const port = await findFreePort();
  const site = toSite(port);
  const provider = await createTestProvider(provided([site]));
  const vendor = await start(port, provider.issuer);
  try {
    const providerCookie = await signInAtProvider(site, provider.issuer);
    const [time, before] = [performance.now(), readProcessorTime(vendor.pid)];
    const arrivals = Array.from({ length: count }, () => signIn(vendor, providerCookie));
    const ended = await Promise.allSettled(arrivals);
    const reasons = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    const other = reasons.find(({ message }) => message !== providerTooSlow);
    if (other) throw other;
    const seconds = (performance.now() - time) / 1000;
    const after = readProcessorTime(vendor.pid);
    const cpu = before === undefined || after === undefined ? undefined : after - before;
    const { discovery, keys } = provider.requests;
    return { seconds, cpu, discovery, keys, refused: reasons.length };
  } finally {
    await vendor.stop();
    await provider.close();
  }
}

/**
 * Signs in a person who is already signed in at the provider; times the two answers of the vendor.
 *
 * @param {Pick<Vendor, 'page'>} vendor
 * @param {string} providerCookie
 * @param {string} [session] cookie of an open session, which is confirmed
 */
async function signIn(vendor, providerCookie, session = '') {
  const arrival = await ask(`${vendor.page}&origin=sas`, session);
  const authorized = await ask(locationOf(arrival.response), providerCookie);
  const cookies = [cookieOf(arrival.response), session].filter(Boolean).join('; ');
  const callback = await ask(locationOf(authorized.response), cookies);
  if (locationOf(callback.response) !== vendor.page)
    throw new Error('A sign-in led to another page');
  return {
    arrival: arrival.milliseconds,
    callback: callback.milliseconds,
    cookie: cookieOf(callback.response),
  };
}

/**
 * Makes the same call to the provider as a vendor's sign-in, from a bare client.
 *
 * @param {string} site
 * @param {string} issuer
 * @param {string} providerCookie
 */
async function redeem(site, issuer, providerCookie) {
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${site}/sso/callback`;
  const query = toAuthorization(redirectUri, verifier);
  const endpoint = `${issuer}/protocol/openid-connect`;
  const authorized = await ask(`${endpoint}/auth?${query}`, providerCookie);
  const code = new URL(locationOf(authorized.response)).searchParams.get('code') ?? '';
  const start = performance.now();
  const response = await fetch(`${endpoint}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const tokens = /** @type {{ id_token?: string }} */ (await response.json());
  if (!tokens.id_token) throw new Error(`The token endpoint answered ${response.status}`);
  return performance.now() - start;
}

/**
 * @param {string} redirectUri
 * @param {string} verifier
 */
function toAuthorization(redirectUri, verifier) {
  return new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: randomBytes(32).toString('base64url'),
    nonce: randomBytes(32).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
}

/**
 * Signs in on the login page, and returns the cookies of the provider.
 *
 * @param {string} site
 * @param {string} issuer
 */
async function signInAtProvider(site, issuer) {
  const browser = createTestBrowser();
  const endpoint = `${issuer}/protocol/openid-connect/auth`;
  const query = toAuthorization(`${site}/sso/callback`, randomBytes(32).toString('base64url'));
  const login = await browser.open(`${endpoint}?${query}`);
  const fields = { login: 'camille', password: 'secret' };
  // The vendor did not start this sign-in, and must not be called yet.
  await browser.submit(login, fields, { until: (url) => url.startsWith(site) });
  return browser.cookies.header(endpoint);
}

/**
 * @param {string} folder
 * @param {number} port
 * @param {string} issuer
 */
async function startVendor(folder, port, issuer) {
  const site = toSite(port);
  const server = await startServer(vendorScript, {
    env: {
      PORT: String(port),
      PUBLIC_URL: site,
      DATA_DIR: join(folder, String(port)),
      LOG_LEVEL: 'error',
      STAFF_PASSWORD: staffPassword,
      // Every arrival with a session confirms it.
      SSO_CONFIRM_SECONDS: '0',
      SSO_METHOD: 'sas',
      SSO_ISSUER: issuer,
      SSO_CLIENT_ID: client.clientId,
      SSO_CLIENT_SECRET: client.clientSecret,
    },
  });
  await createAccount(site);
  return { ...server, site, page: `${site}/agenda/1111111111?day=2026-12-01` };
}

/**
 * @param {number} port
 * @param {string} issuer
 */
async function startBareVendor(port, issuer) {
  const server = await startServer(here('bare-vendor.mjs'), { args: [issuer, String(port)] });
  return { ...server, page: `${toSite(port)}/agenda/1111111111?day=2026-12-01` };
}

/** @param {string} site */
async function createAccount(site) {
  const system = 'urn:oid:1.2.250.1.71.4.2.1';
  const coding = [{ system: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203', code: 'IDNPS' }];
  const { status } = await fetch(`${site}/fhir/Practitioner`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceType: 'Practitioner',
      meta: { source: 'urn:oid:1.2.250.1.213.3.6' },
      identifier: [{ type: { coding }, system, value: '899000000007' }],
      active: true,
      name: [{ family: 'Essai', given: ['Camille'] }],
      telecom: [{ system: 'email', value: email }],
    }),
  });
  if (status !== 201) throw new Error(`The account was answered ${status}`);
}

/**
 * @param {string} site
 * @param {string} cookie
 */
async function acceptTerms(site, cookie) {
  const { response } = await ask(`${site}/regulator/terms`, cookie);
  const page = await response.text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const version = /name="version" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ csrf, version, decision: 'accept', next: '/' });
  await send(`${site}/regulator/terms`, cookie, body);
}

/** @param {string} site */
async function signInStaff(site) {
  const { response } = await ask(`${site}/login`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(await response.text())?.[1] ?? '';
  const body = new URLSearchParams({ csrf, user: 'secretariat', password: staffPassword });
  return cookieOf(await send(`${site}/login`, cookieOf(response), body));
}

/**
 * @param {string} url
 * @param {string} cookie
 * @param {URLSearchParams} body
 */
async function send(url, cookie, body) {
  const init = { method: 'POST', headers: { cookie }, body };
  const response = await fetch(url, { ...init, redirect: 'manual' });
  if (response.status !== 303) throw new Error(`A form was answered ${response.status}`);
  return response;
}

/**
 * @param {string} url
 * @param {string} [cookie]
 */
async function ask(url, cookie = '') {
  const start = performance.now();
  const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  const text = await response.text();
  const milliseconds = performance.now() - start;
  const { status, headers } = response;
  return { milliseconds, response: { status, headers, text: async () => text } };
}

/** @param {{ status: number, headers: Headers }} response */
function locationOf({ status, headers }) {
  const location = headers.get('location');
  if (location === null) throw new Error(`No redirection, but ${status}`);
  return location;
}

/** @param {{ headers: Headers }} response */
function cookieOf({ headers }) {
  return headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes('Max-Age=0'))
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** @param {number} port */
const toSite = (port) => `http://127.0.0.1:${port}`;

/** Finds a port before start: provider and vendor need each other's address. */
async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
