import { checkSingle, decodePercent, readPem, readPemChain } from './certificate-text.js';
import type { ProxyPreset } from './proxy-preset.js';

const prefix = 'x-amzn-mtls-clientcert';

/**
 * The preset of an AWS Application Load Balancer in mode *verify*: the load balancer checks the
 * certificate against its trust store, and passes on `X-Amzn-Mtls-Clientcert-Leaf`.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
export const awsAlbVerifyPreset: ProxyPreset = {
  headers: ['leaf', 'subject', 'issuer', 'serial-number', 'validity'].map(
    (name) => `${prefix}-${name}`,
  ),
  leavesChainToUs: false,
  isSubjectOnly: false,
  read(header) {
    const text = header(`${prefix}-leaf`);
    if (text === null || text === '') return undefined;
    return { raw: readPem(decodePercent(checkSingle(text))), verification: 'passed' };
  },
};

/**
 * The preset of an AWS Application Load Balancer in mode *pass-through*: the certificate that
 * the caller presented arrives unverified in `X-Amzn-Mtls-Clientcert`; its chain is checked here.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
export const awsAlbPassThroughPreset: ProxyPreset = {
  headers: [prefix],
  leavesChainToUs: true,
  isSubjectOnly: false,
  read(header) {
    const text = header(prefix);
    if (text === null || text === '') return undefined;
    const [raw, ...intermediates] = readPemChain(decodePercent(checkSingle(text)));
    return { raw, intermediates, verification: 'left-to-us' };
  },
};
