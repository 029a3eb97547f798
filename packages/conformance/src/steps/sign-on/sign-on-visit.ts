import type { Browser, BrowserPage } from '../../client/create-browser.js';
import { readForms } from '../../client/read-forms.js';
import { isObject, toText } from '../../read/json-value.js';
import type { AnsweredSlot } from '../../read/search-set/search-set.js';
import type { PageVisit } from '../../rules/sign-on/page-visit.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import type { Evidence } from '../../run/step.js';

/** How regulators sign on in this run. */
export interface SignOn {
  /** Value of `origin`. */
  readonly origin: string;
  /** Password of everybody at the simulator. */
  readonly password: string | undefined;
}

/** Origin and password: those of the simulator, if there is one. */
export async function findSignOn({ settings, simulator, memory }: Scene): Promise<SignOn> {
  const known = memory.notes.get('sign-on') as SignOn | undefined;
  if (known) return known;
  const state = simulator ? await simulator.ask('GET', '/state') : {};
  const { origin, demoPassword } = isObject(state) ? state : {};
  const found = {
    origin: settings.signOn.origin ?? toText(origin) ?? 'sas-preprod',
    password: toText(demoPassword),
  };
  memory.notes.set('sign-on', found);
  return found;
}

const booked = 'booked-slots';

/** Remembers that the run booked a slot: its agenda may open no more. */
export function noteBooked({ memory: { notes } }: Scene, { id = '' }: AnsweredSlot): void {
  notes.set(booked, [...((notes.get(booked) ?? []) as readonly string[]), id]);
}

/**
 * A slot whose agenda can be opened, and booked through the platform if there is one. The run has booked
 * none that it returns.
 *
 * @throws LeaveOut without one
 */
export function findSlot({ memory }: Scene): AnsweredSlot {
  const skip = (memory.notes.get(booked) ?? []) as readonly string[];
  const slots = [...memory.searches.values()]
    .flatMap(({ set }) => set.slots)
    .filter(({ comment = '', id = '' }) => /^https?:/i.test(comment) && !skip.includes(id));
  const isBookable = ({ bookings, slotTypes }: AnsweredSlot) =>
    bookings.some(({ code }) => code === 'ROUTINE') && slotTypes.some(({ code }) => code === 'SNP');
  const slot = slots.find(isBookable) ?? slots[0];
  if (!slot) {
    throw new LeaveOut({
      fr: 'Aucune recherche n’a trouvé de créneau dont ouvrir l’agenda (Slot.comment).',
      en: 'No search found a slot whose agenda to open (Slot.comment).',
    });
  }
  return slot;
}

/** What came of opening an agenda. */
export function toVisit(scene: Scene, page: BrowserPage, agendaUrl: string): PageVisit {
  const { loginPage, regulatorPage } = scene.settings.signOn;
  const isAtPlatform = page.status === 200 && passedThrough(page, loginPage);
  const isShown =
    regulatorPage === undefined
      ? isSamePage(page.url, agendaUrl) && !hasPassword(page.text)
      : page.text.includes(regulatorPage);
  return {
    page,
    isAtPlatform,
    isRegulatorPage: !isAtPlatform && page.status === 200 && isShown,
    agendaUrl,
  };
}

/**
 * Whether a navigation went through the authorization endpoint and ended where that is. Keycloak
 * answers with its login page at that address itself; others redirect to a page of theirs.
 */
function passedThrough({ url, hops }: BrowserPage, loginPage: string | undefined): boolean {
  const isEndpoint = (address: string) =>
    loginPage === undefined
      ? new URL(address).pathname.includes('/protocol/openid-connect/')
      : address.startsWith(loginPage);
  const { origin } = new URL(url);
  return hops.some((hop) => isEndpoint(hop.url) && new URL(hop.url).origin === origin);
}

/** The visit as evidence, with the exchanges of its redirections. */
export function toEvidence<Visit extends PageVisit>(visit: Visit): Evidence<Visit> {
  const exchanges = visit.page.hops.map(({ exchange }) => exchange);
  return { subject: visit, exchanges: exchanges.toReversed() };
}

function isSamePage(one: string, other: string): boolean {
  const strip = (url: string) => {
    const { origin, pathname, searchParams } = new URL(url);
    searchParams.delete('origin');
    return `${origin}${pathname}?${searchParams}`;
  };
  return strip(one) === strip(other);
}

const hasPassword = (html: string) =>
  readForms(html).some(({ types }) => [...types.values()].includes('password'));

/** Fills in the login page of the platform, then what the vendor asks at a first sign-on. */
export async function signIn(
  scene: Scene,
  browser: Browser,
  {
    page,
    login,
    password,
  }: {
    readonly page: BrowserPage;
    readonly login: string;
    readonly password: string;
  },
): Promise<BrowserPage> {
  const form = readForms(page.text).find(({ types }) => [...types.values()].includes('password'));
  if (!form) {
    throw new LeaveOut({
      fr: 'La page de connexion de la plateforme n’a pas de mot de passe à remplir.',
      en: 'The login page of the platform has no password to fill in.',
    });
  }
  const named = (types: RegExp) => [...form.types].find(([, type]) => types.test(type))?.[0] ?? '';
  const fields = { [named(/^(?:email|text)$/)]: login, [named(/^password$/)]: password };
  return acceptTerms(scene, browser, await browser.submit(page, fields));
}

/** Submits the form that the vendor shows at a first sign-on, as the configuration says. */
export async function acceptTerms(
  { settings }: Scene,
  browser: Browser,
  page: BrowserPage,
): Promise<BrowserPage> {
  const { accept } = settings.signOn;
  if (accept === undefined) return page;
  const names = Object.keys(accept);
  const isAsked = readForms(page.text).some((form) => names.every((name) => form.names.has(name)));
  if (!isAsked) return page;
  const end = await browser.submit(page, accept);
  return { ...end, hops: [...page.hops, ...end.hops] };
}
