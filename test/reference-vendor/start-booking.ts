import { createTestBrowser } from '@sas-sos/test-provider';
import type { Appointment, Slot } from 'fhir/r4.js';
import { expect } from 'vitest';
import {
  type Fault,
  type PlatformDouble,
  type ReceivedRequest,
  startPlatformDouble,
} from '../../packages/appointments/src/test-data/platform-double.js';
import { type Scene, startScene } from '../sign-on/start-scene.js';
import { openStaffBrowser, staffEnvironment } from './open-staff-browser.js';
import { newNationalId } from './regulator-calls.js';
import { resourcesOf, searchSlots } from './search-slots.js';
import type { TestStore } from './test-stores.js';

/** A slot that a regulator can book. */
export interface BookableSlot {
  readonly id: string;
  readonly placeId: string;
}

/** A signed-in person who sends forms. */
export interface Visitor {
  /** The token of the session. */
  readonly csrf: string;
  get(path: string): Promise<Shown>;
  /** Sends a form; default token: that of the session. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Shown>;
}

interface Shown {
  readonly status: number;
  readonly location: string | null;
  readonly page: string;
}

/** The vendor with its provider, and a platform that receives appointments. */
export interface Booking extends AsyncDisposable {
  readonly scene: Scene;
  readonly double: PlatformDouble;
  /** Finds the free slots as the platform does, those of one place and kind first. */
  findSlots(): Promise<readonly BookableSlot[]>;
  regulator(login: string): Promise<Visitor>;
  staff(): Promise<Visitor>;
  /** Books a slot, and returns the path of the appointment. */
  book(visitor: Visitor, slot: BookableSlot | undefined): Promise<string>;
  /** Waits for `count` reports of an appointment at the platform, and returns them in order. */
  received(path: string, count: number): Promise<readonly Appointment[]>;
}

export const people = ['camille', 'alix'].map((login) => ({
  login,
  nationalId: newNationalId(),
  email: `${login}@booking.example`,
}));

export const siret = '334173748400020';

export async function startBooking(
  store: Pick<TestStore, 'environment'>,
  {
    chooseFault,
    environment = {},
  }: {
    readonly chooseFault?: (request: ReceivedRequest, count: number) => Fault;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Booking> {
  const double = await startPlatformDouble(chooseFault);
  const scene = await startScene({
    users: people.map(({ login, email }) => ({ login, claims: { email } })),
    regulators: people.map(({ login, ...person }) => ({ ...person, family: login })),
    environment: {
      ...{ ...store.environment, ...staffEnvironment, PLATFORM_FHIR_URL: double.url },
      ...environment,
    },
  });

  return {
    scene,
    double,
    findSlots: () => findBookable(scene.vendor.url),
    async regulator(login) {
      const browser = createTestBrowser();
      await scene.signIn(browser, login);
      const cookies = () => browser.cookies.header(scene.front.url);
      return createVisitor(scene.front.url, '/regulator/terms', cookies);
    },
    async staff() {
      const browser = await openStaffBrowser(scene.front.url);
      return createVisitor(scene.front.url, '/staff/regulators', () => browser.cookies());
    },
    async book(visitor, slot) {
      const shown = await tryToBook(visitor, slot);
      expect(shown).toMatchObject({ status: 303, location: expect.stringMatching(/^\/appoint/) });
      return String(shown.location);
    },
    async received(path, count) {
      const id = path.split('/').at(-1) ?? '';
      await expect
        .poll(() => double.states.get(id)?.length ?? 0, { timeout: 15_000 })
        .toBeGreaterThanOrEqual(count);
      return double.states.get(id) ?? [];
    },
    async [Symbol.asyncDispose]() {
      await scene[Symbol.asyncDispose]();
      await double[Symbol.asyncDispose]();
    },
  };
}

/**
 * Returns the bookable slots: first those of the place that has the most with the same kinds of
 * consultation, so that an appointment can be moved between them. How many each place has, and of
 * which kinds, depends on the hour.
 */
export async function findBookable(vendorUrl: string): Promise<readonly BookableSlot[]> {
  const slots = resourcesOf(await searchSlots(vendorUrl, [siret]), 'Slot').filter(
    ({ appointmentType }) => appointmentType?.coding?.[0]?.code === 'ROUTINE',
  );
  const alike = new Map<string, BookableSlot[]>();
  for (const slot of slots) {
    const bookable = toBookable(slot);
    const key = `${bookable.placeId} ${kindsOf(slot)}`;
    alike.set(key, [...(alike.get(key) ?? []), bookable]);
  }
  return [...alike.values()].sort((one, other) => other.length - one.length).flat();
}

function kindsOf({ serviceType = [] }: Slot): string {
  return serviceType.flatMap(({ coding = [] }) => coding.map(({ code }) => code)).join();
}

function toBookable({ id = '', comment = '' }: Slot): BookableSlot {
  return { id, placeId: new URL(comment).pathname.split('/').at(-1) ?? '' };
}

export function tryToBook(visitor: Visitor, slot: BookableSlot | undefined): Promise<Shown> {
  return visitor.post(`/agenda/${slot?.placeId}/appointments`, { slot: slot?.id ?? '' });
}

/** Creates a visitor that sends the cookies of its sign-in. */
async function createVisitor(
  origin: string,
  home: string,
  cookies: () => string,
): Promise<Visitor> {
  async function ask(path: string, init: RequestInit = {}): Promise<Shown> {
    const headers = { cookie: cookies() };
    const response = await fetch(origin + path, { ...init, headers, redirect: 'manual' });
    const location = response.headers.get('location');
    return { status: response.status, location, page: await response.text() };
  }

  const { page } = await ask(home);
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page) ?? [];
  return {
    csrf,
    get: (path) => ask(path),
    post: (path, fields = {}) =>
      ask(path, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) }),
  };
}
