// @ts-check
import { createClientCertificateGuard, createTrustStore } from '@sas-sos/mtls';

const callers = [{ commonName: 'anyone', organizationalUnit: 'anywhere' }];
const request = new Request('https://localhost/');

/**
 * Judges clients with the same authorities and lists, as a server does whose TLS ends elsewhere: by
 * `trust` alone. Who the caller is does not count.
 *
 * @param {import('./compare.mjs').Material} material
 * @returns {Promise<import('./judge-with-openssl.mjs').Verdict[]>}
 */
export async function judgeOurselves({ authorities, lists, clients, now }) {
  const clock = { now: () => now };
  let trust;
  try {
    trust = createTrustStore({ ca: authorities, crl: lists }, { clock });
  } catch (error) {
    const reason = describe(error);
    return clients.map(() => ({ isAccepted: false, reason }));
  }
  const verdicts = [];
  for (const { cert: raw } of clients) {
    const presented = { raw, verification: /** @type {const} */ ('left-to-us') };
    const guard = createClientCertificateGuard({
      callers,
      source: { trust, read: () => presented },
      clock,
    });
    const { refusal } = await guard(request);
    const isAccepted = refusal?.code === 'SAS_CALLER_NOT_ADMITTED';
    verdicts.push({ isAccepted, reason: isAccepted ? '' : describe(refusal) });
  }
  return verdicts;
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) throw new Error('A caller is admitted that is none.');
  const code = 'code' in error ? error.code : error.name;
  const { cause } = error;
  return `${code}${cause instanceof Error ? `: ${cause.message}` : ''}`;
}
