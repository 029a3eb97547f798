import { toEpochMilliseconds } from '@sas-sos/core';
import type { Appointment } from 'fhir/r4.js';
import type { Browser, BrowserPage } from '../../client/create-browser.js';
import type { BookingDriver } from '../../configuration/booking-driver.js';
import { isObject, toList, toObject, toText } from '../../read/json-value.js';
import type { AnsweredSlot } from '../../read/search-set/search-set.js';
import type { Text } from '../../rule/text.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import { type SearchedSlots, searchSlots } from '../search/search-slots.js';
import { needSimulator, type Regulator } from '../sign-on/regulators.js';

/** A booking that a step made. */
export interface Booking {
  readonly regulator: Regulator;
  readonly slot: AnsweredSlot;
  /** The page that says it is booked. */
  readonly page: BrowserPage;
  /** Identifier of the reported appointment; undefined if none was. */
  readonly identifier: string | undefined;
}

type Action = NonNullable<BookingDriver[keyof BookingDriver]>;

/** @throws LeaveOut if the configuration does not say how */
export function needDriver({ settings }: Scene): BookingDriver {
  if (!settings.booking) {
    throw new LeaveOut({
      fr: 'Dites dans booking comment réserver sur vos pages : un formulaire, ou une fonction.',
      en: 'Say in booking how to book on your pages: a form, or a function.',
    });
  }
  return settings.booking;
}

/** @throws LeaveOut if the configuration does not say how */
export function needAction(driver: BookingDriver, name: 'cancel' | 'fulfil'): Action {
  const action = driver[name];
  if (!action) {
    throw new LeaveOut({
      fr: `Dites dans booking.${name} comment le faire sur vos pages.`,
      en: `Say in booking.${name} how to do it on your pages.`,
    });
  }
  return action;
}

/** Acts on a page as the configuration says. */
export function act(action: Action, browser: Browser, page: BrowserPage): Promise<BrowserPage> {
  if (typeof action === 'function') return action(browser, page);
  const { form, fields = {} } = action;
  return browser.submit(page, fields, form === undefined ? {} : { form });
}

/** An appointment that the simulator has, with all its reports. */
interface Reported {
  readonly identifier: string;
  readonly resources: readonly Appointment[];
}

/** Reads what was reported to the simulator, the latest first. */
export async function listReported(scene: Scene): Promise<readonly Reported[]> {
  const answer = await needSimulator(scene).ask('GET', '/appointments');
  return toList(toObject(answer)['appointments']).map((item) => {
    const { identifier, versions } = toObject(item);
    const { system, value } = toObject(identifier);
    return {
      identifier: `${toText(system)}|${toText(value)}`,
      resources: toList(versions).flatMap((version) => {
        const { resource } = toObject(version);
        return isObject(resource) ? [resource as unknown as Appointment] : [];
      }),
    };
  });
}

/** The appointments reported for the time of a slot, without those that were known. */
export async function findReported(
  scene: Scene,
  slot: AnsweredSlot,
  known: readonly string[],
): Promise<readonly Reported[]> {
  const startsAt = toEpochMilliseconds(slot.start ?? '');
  return (await listReported(scene)).filter(
    ({ identifier, resources }) =>
      !known.includes(identifier) &&
      resources.some(({ start = '' }) => toEpochMilliseconds(start) === startsAt),
  );
}

/** Asks again until something is there, or the time for reports is over. */
export async function waitFor<Found>(
  scene: Scene,
  look: () => Promise<Found | undefined>,
): Promise<{ readonly found: Found | undefined; readonly waitedMilliseconds: number }> {
  const clocked = performance.now();
  for (;;) {
    const found = await look();
    const waitedMilliseconds = performance.now() - clocked;
    if (found !== undefined || waitedMilliseconds >= scene.settings.limits.report) {
      return { found, waitedMilliseconds };
    }
    await scene.pause(50);
  }
}

/** Searches again what the kit searched, and says which exchange it was. */
export async function searchAgain(scene: Scene, title: Text): Promise<SearchedSlots> {
  const usual = ['search-both', 'search-two-places', 'search-one-place']
    .map((name) => scene.memory.searches.get(name))
    .find((answer) => answer !== undefined);
  if (!usual) throw new Error('No search was answered before.');
  return searchSlots(scene, { title, query: usual.query });
}
