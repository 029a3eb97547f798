import type { Browser } from '../../client/create-browser.js';
import type { SimulatorApi } from '../../client/create-simulator-api.js';
import { isObject, toText } from '../../read/json-value.js';
import type { AnsweredSlot } from '../../read/search-set/search-set.js';
import type { PageVisit } from '../../rules/sign-on/page-visit.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Person } from '../../run/people.js';
import type { Scene } from '../../run/scene.js';
import { findSignOn, signIn, toVisit } from './sign-on-visit.js';

/** A regulator of the simulator, and the browser on that person's desk. */
export interface Regulator {
  readonly id: string;
  readonly person: Person;
  readonly browser: Browser;
}

/** @throws LeaveOut without a simulator */
export function needSimulator({ simulator }: Scene): SimulatorApi {
  if (!simulator) {
    throw new LeaveOut({
      fr: 'Il faut une plateforme : donnez un simulateur (--simulator http://127.0.0.1:4000).',
      en: 'This needs a platform: give a simulator (--simulator http://127.0.0.1:4000).',
    });
  }
  return simulator;
}

/** Creates a regulator at the simulator, who signs on for the first time. */
export async function createRegulator(
  scene: Scene,
  name: string,
  {
    isNational = true,
    browser = scene.browse(),
  }: {
    readonly isNational?: boolean;
    readonly browser?: Browser;
  } = {},
): Promise<Regulator> {
  const simulator = needSimulator(scene);
  const person = scene.people.create(name);
  const created = await simulator.ask('POST', '/regulators', {
    familyName: person.family,
    givenName: person.given,
    email: person.email,
    ...(isNational ? { nationalId: person.nationalId } : {}),
  });
  const id = isObject(created) ? toText(created['id']) : undefined;
  if (id === undefined) throw new Error('The simulator created no regulator.');
  const made = (scene.memory.notes.get('regulators') ?? []) as string[];
  scene.memory.notes.set('regulators', [...made, id]);
  return { id, person, browser };
}

/** Opens the agenda of a slot as the platform does, and signs in if asked to. */
export async function arrive(
  scene: Scene,
  { browser, person }: Regulator,
  slot: AnsweredSlot,
): Promise<PageVisit & { readonly isAsked: boolean }> {
  const { origin, password } = await findSignOn(scene);
  const agendaUrl = slot.comment ?? '';
  const page = await browser.open(`${agendaUrl}&origin=${origin}`);
  const first = toVisit(scene, page, agendaUrl);
  if (!first.isAtPlatform && !isPlatformPage(scene, page.url)) return { ...first, isAsked: false };
  if (password === undefined) throw new Error('The simulator does not say its password.');
  const end = await signIn(scene, browser, { page, login: person.email, password });
  const hops = [...page.hops, ...end.hops];
  return { ...toVisit(scene, { ...end, hops }, agendaUrl), isAsked: true };
}

/** Whether an address is one of the simulator's. */
function isPlatformPage({ simulator }: Scene, url: string): boolean {
  return simulator !== undefined && new URL(url).origin === new URL(simulator.url).origin;
}

/** Arrives, as {@link arrive}, where a step needs somebody who is signed on. */
export async function signOn(...arrival: Parameters<typeof arrive>): ReturnType<typeof arrive> {
  const visit = await arrive(...arrival);
  if (!visit.isRegulatorPage) throw new Error('The regulator could not sign on.');
  return visit;
}
