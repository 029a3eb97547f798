import type { Text } from '../../rule/text.js';
import { signOnHops } from '../../rules/sign-on/sign-on-hops.js';
import { signOnLands } from '../../rules/sign-on/sign-on-lands.js';
import { signOnOwnLogin } from '../../rules/sign-on/sign-on-own-login.js';
import { signOnPlatformLogin } from '../../rules/sign-on/sign-on-platform-login.js';
import { signOnRequest } from '../../rules/sign-on/sign-on-request.js';
import { defineStep, type Step } from '../../run/step.js';
import { kitSearches } from '../search/kit-search-steps.js';
import { arrive, createRegulator, needSimulator, type Regulator } from './regulators.js';
import { acceptTerms, findSignOn, findSlot, toEvidence, toVisit } from './sign-on-visit.js';

const shared = { group: 'sign-on', uses: kitSearches } as const;

const without: Text = {
  fr: 'Agenda ouvert sans origin, par un inconnu',
  en: 'Agenda opened without origin, by a stranger',
};
const stranger: Text = {
  fr: 'Agenda ouvert avec origin, sans cookies',
  en: 'Agenda opened with origin, without cookies',
};
const first: Text = {
  fr: 'Un régulateur se connecte pour la première fois',
  en: 'A regulator signs on for the first time',
};
const again: Text = {
  fr: 'Agenda ouvert avec origin, par une personne connectée à la plateforme',
  en: 'Agenda opened with origin, by a person signed in to the platform',
};

/** Sign-on, as the official kit has it. */
export const signOnSteps: readonly Step[] = [
  defineStep({
    ...shared,
    id: 'sign-on.without-origin',
    title: without,
    check: 31,
    rules: [signOnOwnLogin],
    async run(scene) {
      const agendaUrl = findSlot(scene).comment ?? '';
      const page = await scene.browse({ hasCookies: false }).open(agendaUrl);
      return toEvidence(toVisit(scene, page, agendaUrl));
    },
  }),
  defineStep({
    ...shared,
    id: 'sign-on.stranger',
    title: stranger,
    check: 32,
    rules: [signOnPlatformLogin, signOnHops, signOnRequest],
    async run(scene) {
      const agendaUrl = findSlot(scene).comment ?? '';
      const { origin } = await findSignOn(scene);
      const page = await scene.browse({ hasCookies: false }).open(`${agendaUrl}&origin=${origin}`);
      return toEvidence(toVisit(scene, page, agendaUrl));
    },
  }),
  defineStep({
    ...shared,
    id: 'sign-on.first',
    title: first,
    check: 33,
    after: ['sign-on.stranger'],
    rules: [signOnLands],
    async run(scene) {
      needSimulator(scene);
      const slot = findSlot(scene);
      const regulator = await createRegulator(scene, 'regulator');
      scene.memory.notes.set('regulator', regulator);
      const visit = await arrive(scene, regulator, slot);
      scene.memory.notes.set('arrival', visit);
      return toEvidence(visit);
    },
  }),
  defineStep({
    ...shared,
    id: 'sign-on.signed-in',
    title: again,
    check: 33,
    after: ['sign-on.first'],
    rules: [signOnLands],
    async run(scene) {
      const slot = findSlot(scene);
      const agendaUrl = slot.comment ?? '';
      const { browser } = scene.memory.notes.get('regulator') as Regulator;
      const { origin } = await findSignOn(scene);
      // The session with the vendor is over; the one with the platform is not.
      browser.forget(agendaUrl);
      const page = await browser.open(`${agendaUrl}&origin=${origin}`);
      const accepted = await acceptTerms(scene, browser, page);
      return toEvidence(toVisit(scene, accepted, agendaUrl));
    },
  }),
];
