import { ofHand } from '../../rule/of-flow.js';
import type { Text } from '../../rule/text.js';
import type { PageVisit } from '../../rules/sign-on/page-visit.js';
import { signOnGlued } from '../../rules/sign-on/sign-on-glued.js';
import { signOnLands } from '../../rules/sign-on/sign-on-lands.js';
import { signOnNoSession } from '../../rules/sign-on/sign-on-no-session.js';
import { signOnNotStarted } from '../../rules/sign-on/sign-on-not-started.js';
import { signOnOtherPerson } from '../../rules/sign-on/sign-on-other-person.js';
import { signOnRefusalPage } from '../../rules/sign-on/sign-on-refusal-page.js';
import { signOnRightEnded } from '../../rules/sign-on/sign-on-right-ended.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Evidence, type Step } from '../../run/step.js';
import { kitSearches } from '../search/kit-search-steps.js';
import { arrive, createRegulator, needSimulator, signOn } from './regulators.js';
import { findSignOn, findSlot, toEvidence, toVisit } from './sign-on-visit.js';

const shared = { group: 'sign-on-by-hand', uses: kitSearches } as const;

/** An `origin` that must start nothing. */
const unknownOrigins: readonly {
  readonly id: string;
  readonly title: Text;
  readonly add: (origin: string) => string;
}[] = [
  {
    id: 'unknown-origin',
    title: { fr: 'origin inconnu', en: 'Unknown origin' },
    add: () => '&origin=ailleurs',
  },
  {
    id: 'longer-origin',
    title: {
      fr: 'origin qui commence comme le bon',
      en: 'An origin that begins like the right one',
    },
    add: (origin) => `&origin=${origin}-2`,
  },
  { id: 'empty-origin', title: { fr: 'origin vide', en: 'Empty origin' }, add: () => '&origin=' },
  {
    id: 'capitals',
    title: { fr: 'origin en capitales', en: 'Origin in capitals' },
    add: (origin) => `&origin=${origin.toUpperCase()}`,
  },
];

/** Opens an address in a browser of its own, and reads where it leads. */
async function visit(
  scene: Scene,
  toUrl: (agendaUrl: string, origin: string) => string,
): Promise<Evidence<PageVisit>> {
  const agendaUrl = findSlot(scene).comment ?? '';
  const { origin } = await findSignOn(scene);
  const page = await scene.browse().open(toUrl(agendaUrl, origin));
  return toEvidence(toVisit(scene, page, agendaUrl));
}

const originSteps = unknownOrigins.map(({ id, title, add }) =>
  defineStep<PageVisit>({
    ...shared,
    id: `sign-on-by-hand.${id}`,
    title,
    rules: [signOnNotStarted],
    run: (scene) => visit(scene, (agendaUrl, origin) => agendaUrl + add(origin)),
  }),
);

const twice: Text = { fr: 'origin deux fois', en: 'Origin twice' };
const glued: Text = { fr: 'origin collé au chemin', en: 'Origin glued to the path' };
const replayed: Text = {
  fr: 'Retour de la plateforme rejoué dans un autre navigateur',
  en: 'Callback replayed in another browser',
};
const forged: Text = { fr: 'Retour forgé', en: 'Forged callback' };
const refused: Text = {
  fr: 'Retour avec access_denied',
  en: 'Callback with access_denied',
};
const withdrawn: Text = {
  fr: 'Droit retiré pendant que la page est ouverte',
  en: 'Right withdrawn while the page is open',
};
const email: Text = { fr: 'E-mail changé, puis connexion', en: 'E-mail changed, then sign-on' };
const national: Text = {
  fr: 'Identifiant national donné à un compte technique, puis connexion',
  en: 'National id given to a technical account, then sign-on',
};
const desk: Text = {
  fr: 'Deux régulateurs sur un même poste',
  en: 'Two regulators at one desk',
};

const signedOn = ofHand('sign-on-by-hand', 'Connexion après un changement du compte', [
  signOnLands,
]);

/** The callback that a sign-on ended with, in full. */
function findCallback({ memory }: Scene): URL {
  const visit = memory.notes.get('arrival') as PageVisit | undefined;
  const url = visit?.page.hops
    .map((hop) => new URL(hop.url))
    .find(({ searchParams }) => searchParams.has('code') && searchParams.has('state'));
  if (!url) {
    throw new LeaveOut({
      fr: 'Aucune connexion n’est passée par un retour avec code et state.',
      en: 'No sign-on went through a callback with code and state.',
    });
  }
  return url;
}

/** What a tester tries by hand on sign-on. */
export const signOnByHandSteps: readonly Step[] = [
  ...originSteps,
  defineStep<PageVisit>({
    ...shared,
    id: 'sign-on-by-hand.twice',
    title: twice,
    rules: [signOnNoSession],
    run: (scene) =>
      visit(scene, (agendaUrl, origin) => `${agendaUrl}&origin=${origin}&origin=${origin}`),
  }),
  defineStep<PageVisit>({
    ...shared,
    id: 'sign-on-by-hand.glued',
    title: glued,
    rules: [signOnGlued],
    run: (scene) =>
      visit(scene, (agendaUrl, origin) => `${agendaUrl.split('?', 1)[0]}&origin=${origin}`),
  }),
  defineStep<PageVisit>({
    ...shared,
    id: 'sign-on-by-hand.replayed',
    title: replayed,
    after: ['sign-on.first'],
    rules: [signOnNoSession, signOnRefusalPage],
    run: (scene) => visit(scene, () => findCallback(scene).href),
  }),
  defineStep<PageVisit>({
    ...shared,
    id: 'sign-on-by-hand.forged',
    title: forged,
    after: ['sign-on.first'],
    rules: [signOnNoSession, signOnRefusalPage],
    run: (scene) =>
      visit(scene, () => new URL('?code=forge&state=forge', findCallback(scene)).href),
  }),
  defineStep<PageVisit>({
    ...shared,
    id: 'sign-on-by-hand.refused',
    title: refused,
    after: ['sign-on.first'],
    rules: [signOnNoSession, signOnRefusalPage],
    async run(scene) {
      const agendaUrl = findSlot(scene).comment ?? '';
      const { origin } = await findSignOn(scene);
      const browser = scene.browse();
      const login = await browser.open(`${agendaUrl}&origin=${origin}`);
      const state = login.hops
        .map(({ url }) => new URL(url).searchParams.get('state'))
        .find((value) => value !== null);
      const url = findCallback(scene);
      const issuer = url.searchParams.get('iss');
      url.search = new URLSearchParams({
        error: 'access_denied',
        state: state ?? '',
        ...(issuer === null ? {} : { iss: issuer }),
      }).toString();
      return toEvidence(toVisit(scene, await browser.open(url.href), agendaUrl));
    },
  }),
  defineStep<PageVisit>({
    ...shared,
    id: 'sign-on-by-hand.withdrawn',
    title: withdrawn,
    after: ['sign-on.first'],
    rules: [signOnRightEnded],
    async run(scene) {
      const slot = findSlot(scene);
      const regulator = await createRegulator(scene, 'withdrawn');
      const before = await signOn(scene, regulator, slot);
      await needSimulator(scene).ask('POST', `/regulators/${regulator.id}/disable`);
      const page = await regulator.browser.open(before.agendaUrl);
      return toEvidence(toVisit(scene, page, before.agendaUrl));
    },
  }),
  ...[
    {
      id: 'email-changed',
      title: email,
      isNational: true,
      change: (scene: Scene) => ({ email: scene.people.create('changed-email').email }),
    },
    {
      id: 'national-given',
      title: national,
      isNational: false,
      change: (scene: Scene) => ({ nationalId: scene.people.create('given-national').nationalId }),
    },
  ].map(({ id, title, isNational, change }) =>
    defineStep<PageVisit>({
      ...shared,
      id: `sign-on-by-hand.${id}`,
      title,
      after: ['sign-on.first'],
      rules: signedOn,
      async run(scene) {
        const slot = findSlot(scene);
        const regulator = await createRegulator(scene, id, { isNational });
        await signOn(scene, regulator, slot);
        const changed = change(scene);
        await needSimulator(scene).ask('PATCH', `/regulators/${regulator.id}`, changed);
        const { person } = regulator;
        const now = {
          ...regulator,
          person: { ...person, ...changed },
          browser: scene.browse(),
        };
        return toEvidence(await arrive(scene, now, slot));
      },
    }),
  ),
  defineStep({
    ...shared,
    id: 'sign-on-by-hand.one-desk',
    title: desk,
    after: ['sign-on.first'],
    rules: [signOnOtherPerson],
    async run(scene) {
      const { confirmSeconds } = scene.settings.signOn;
      if (confirmSeconds === undefined || confirmSeconds > 5) {
        throw new LeaveOut({
          fr: 'Donnez dans signOn.confirmSeconds le délai après lequel une arrivée est confirmée, 5 s au plus pour cet essai.',
          en: 'Give in signOn.confirmSeconds the time after which an arrival is confirmed, at most 5 s for this test.',
        });
      }
      const simulator = needSimulator(scene);
      const slot = findSlot(scene);
      const first = await createRegulator(scene, 'desk-first');
      await signOn(scene, first, slot);
      await scene.pause(confirmSeconds * 1000 + (confirmSeconds > 0 ? 200 : 0));
      // The first person's session at the platform has ended.
      first.browser.forget(simulator.url);
      const second = await createRegulator(scene, 'desk-second', { browser: first.browser });
      const visit = await arrive(scene, second, slot);
      const { family, email: address } = first.person;
      const namesFirst = [family, address].some((name) => visit.page.text.includes(name));
      return toEvidence({ ...visit, isConfirmed: visit.isAsked, namesFirst });
    },
  }),
];
