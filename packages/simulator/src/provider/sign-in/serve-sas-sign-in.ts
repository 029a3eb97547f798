import { timingSafeEqual } from 'node:crypto';
import type { RegulatorDesk } from '../../platform/regulators/regulator-desk.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { demoPassword, signInPage } from '../pages/sign-in-page.js';
import type { SignInMethod } from '../realm/regulator-claims.js';
import type { PscBroker } from './psc-broker.js';
import type { SignInRequest } from './sign-in-request.js';

/** Longest wait for the vendor, before the sign-on goes on without it. */
const sendMilliseconds = 7000;

const words = {
  wrongPassword: 'Adresse e-mail ou mot de passe inconnus.',
  unknown: 'Ce régulateur n’est pas connu de la plateforme.',
  inactive: 'Ce compte est désactivé sur la plateforme : la connexion est refusée.',
  pscAbandoned: 'La connexion par Pro Santé Connect a été abandonnée.',
} as const;

/** Serves the login page of the realm `sas`. */
export async function serveSasSignIn(
  request: SignInRequest,
  { desk, broker }: { readonly desk: RegulatorDesk; readonly broker: PscBroker },
): Promise<void> {
  const { form, rest, query, uid } = request;
  if (rest === '/psc') return returnFromPsc();
  if (!form) return showPage();
  switch (form.get('action')) {
    case 'cancel':
      return request.cancel();
    case 'psc':
      return request.redirect(broker.toPscUrl(uid));
    case 'password':
      return signInByPassword(form);
    default:
      return signIn(desk.find(form.get('regulator') ?? ''), 'password');
  }

  function showPage(options: { alert?: string; email?: string; status?: number } = {}): void {
    request.show(signInPage({ regulators: desk.list(), ...options }));
  }

  async function signInByPassword(typed: URLSearchParams): Promise<void> {
    const email = typed.get('email') ?? '';
    const regulator = desk.findByEmail(email);
    if (regulator && isDemoPassword(typed.get('password') ?? '')) {
      return signIn(regulator, 'password');
    }
    showPage({ alert: words.wrongPassword, email: email.slice(0, 320), status: 401 });
  }

  async function returnFromPsc(): Promise<void> {
    const code = query.get('code');
    if (code === null) return showPage({ alert: words.pscAbandoned });
    return signIn(await broker.redeem(code, uid), 'psc');
  }

  async function signIn(
    regulator: PlatformRegulator | undefined,
    method: SignInMethod,
  ): Promise<void> {
    if (!regulator) return showPage({ alert: words.unknown, status: 403 });
    if (!regulator.isActive) return showPage({ alert: words.inactive, status: 403 });
    await sendAccount(desk, regulator.id);
    return request.finish(regulator.id, method);
  }
}

/** Tells the vendor who signs in, as the platform does; whatever it answers, the sign-on goes on. */
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
