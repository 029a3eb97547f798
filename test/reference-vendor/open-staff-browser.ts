import {
  type Browser,
  createBrowser,
} from '../../examples/express/src/session/test-data/browser.js';
import { staffPassword } from '../conformance/to-configuration.mjs';

/** Environment of the vendor with the staff password. */
export const staffEnvironment = { STAFF_PASSWORD: staffPassword } as const;

/** Opens a browser in which the staff has signed in. */
export async function openStaffBrowser(vendorUrl: string): Promise<Browser> {
  const browser = createBrowser(vendorUrl);
  await browser.get('/login');
  const { status } = await browser.post('/login', {
    user: 'secretariat',
    password: staffEnvironment.STAFF_PASSWORD,
  });
  if (status !== 303) throw new Error(`The staff could not sign in: ${status}`);
  return browser;
}
