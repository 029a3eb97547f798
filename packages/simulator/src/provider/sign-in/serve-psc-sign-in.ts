import type { RegulatorDesk } from '../../platform/regulators/regulator-desk.js';
import { pscPage } from '../pages/psc-page.js';
import type { RealmPeople } from '../realm/regulator-claims.js';
import type { SignInRequest } from './sign-in-request.js';

/** Serves the login page of the realm `esante-wallet`. */
export async function servePscSignIn(
  request: SignInRequest,
  { desk, people }: { readonly desk: RegulatorDesk; readonly people: RealmPeople },
): Promise<void> {
  const { form } = request;
  if (form?.get('action') === 'cancel') return request.cancel();
  const regulator = desk.find(form?.get('regulator') ?? '');
  const subject = regulator && people.toSubject(regulator);
  if (subject !== undefined) return request.finish(subject, 'psc');
  request.show(pscPage({ holders: desk.list().filter(({ nationalId }) => nationalId !== null) }));
}
