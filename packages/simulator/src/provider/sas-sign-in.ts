import { timingSafeEqual } from 'node:crypto';
import type { PscBroker, SignIn, SignInAttempt } from '@sas-sos/test-provider';
import type { RegulatorDesk } from '../platform/regulators/regulator-desk.js';
import type { PlatformRegulator } from '../state/platform-state.js';
import { demoPassword, renderSasSignIn } from './render-sas-sign-in.js';

/** Longest wait for the vendor, before the sign-on goes on without it. */
const sendMilliseconds = 7000;

const words = {
  wrongPassword: 'Adresse e-mail ou mot de passe inconnus.',
  unknown: 'Ce régulateur n’est pas connu de la plateforme.',
  inactive: 'Ce compte est désactivé sur la plateforme : la connexion est refusée.',
  pscAbandoned: 'La connexion par Pro Santé Connect a été abandonnée.',
} as const;

/** Signs in to the realm `sas`: by a password, by a click, or through Pro Santé Connect. */
export function createSasSignIn(parts: {
  readonly desk: RegulatorDesk;
  readonly broker: PscBroker;
  /** Finds who has a `sub` of the realm `esante-wallet`. */
  readonly findHolder: (subject: string) => PlatformRegulator | undefined;
}): SignIn {
  const { desk, broker, findHolder } = parts;

  return async (attempt) => {
    const { form, fromPsc, uid } = attempt;
    if (fromPsc) {
      if (fromPsc.code === undefined) return showPage(attempt, { alert: words.pscAbandoned });
      const subject = await broker.redeem(fromPsc.code, uid);
      return signIn(attempt, subject === undefined ? undefined : findHolder(subject), 'psc');
    }
    switch (form?.get('action')) {
      case 'cancel':
        return attempt.cancel();
      case 'psc':
        return attempt.redirect(broker.toPscUrl(uid));
      case 'password':
        return signInByPassword(attempt);
      default:
        if (!form) return showPage(attempt);
        return signIn(attempt, desk.find(form.get('regulator') ?? ''), 'password');
    }
  };

  function showPage(
    { action, show }: SignInAttempt,
    options: { alert?: string; email?: string; status?: number } = {},
  ): void {
    show(renderSasSignIn({ action, regulators: desk.list(), ...options }));
  }

  async function signInByPassword(attempt: SignInAttempt): Promise<void> {
    const email = attempt.form?.get('email') ?? '';
    const regulator = desk.findByEmail(email);
    if (regulator && isDemoPassword(attempt.form?.get('password') ?? '')) {
      return signIn(attempt, regulator, 'password');
    }
    showPage(attempt, { alert: words.wrongPassword, email: email.slice(0, 320), status: 401 });
  }

  async function signIn(
    attempt: SignInAttempt,
    regulator: PlatformRegulator | undefined,
    method: 'password' | 'psc',
  ): Promise<void> {
    if (!regulator) return showPage(attempt, { alert: words.unknown, status: 403 });
    if (!regulator.isActive) return showPage(attempt, { alert: words.inactive, status: 403 });
    await sendAccount(desk, regulator.id);
    const acr = method === 'psc' ? 'eidas1' : '1';
    return attempt.finish({ subject: regulator.id, methods: [method], acr });
  }
}

/** Sends the vendor the account of who signs in, as the platform does; a failure stops no sign-on. */
async function sendAccount(desk: RegulatorDesk, id: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, sendMilliseconds);
  });
  await Promise.race([desk.send(id), enough]);
  clearTimeout(timer);
}

function isDemoPassword(typed: string): boolean {
  const [one, other] = [Buffer.from(typed), Buffer.from(demoPassword)];
  return one.length === other.length && timingSafeEqual(one, other);
}
