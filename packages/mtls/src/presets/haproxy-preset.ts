import { checkSingle, malformedHeader, readBase64 } from './certificate-text.js';
import { readHeaderName } from './header-name.js';
import type { ProxyPreset } from './proxy-preset.js';
import { createVerdictPreset, type VerdictPresetOptions } from './verdict-preset.js';

/** Names of the headers that HAProxy writes. */
export interface HaproxyPresetOptions extends VerdictPresetOptions {
  /** Header with `ssl_c_used`. */
  readonly usedHeader?: string | undefined;
}

/**
 * Creates the preset of HAProxy:
 *
 * ```haproxy
 * bind :443 ssl crt … ca-file … crl-file … verify optional crt-ignore-err all ca-ignore-err all
 * http-request set-header X-SSL-Client-Used   %[ssl_c_used]
 * http-request set-header X-SSL-Client-Verify %[ssl_c_verify]
 * http-request set-header X-SSL-Client-DER    %[ssl_c_der,base64]
 * ```
 *
 * `ssl_c_verify` is 0 both for a valid certificate and without one: `ssl_c_used` distinguishes the
 * two, and is required. A `subjectHeader` holds `ssl_c_s_dn(,0,rfc2253)`; without `rfc2253` HAProxy
 * writes the slash form, which is refused.
 *
 * @throws SasError `SAS_OPTION_INVALID` when a name is not a header name, or has an underscore.
 * @see https://docs.haproxy.org/3.0/configuration.html#7.3.4
 */
export function createHaproxyPreset(options: HaproxyPresetOptions = {}): ProxyPreset {
  const usedHeader = readHeaderName('usedHeader', options.usedHeader ?? 'x-ssl-client-used');
  return createVerdictPreset(
    {
      certificateHeader: 'x-ssl-client-der',
      verifyHeader: 'x-ssl-client-verify',
      otherHeaders: [usedHeader],
      readVerdict(verify, header) {
        const used = checkSingle(header(usedHeader) ?? '');
        checkSingle(verify);
        if (!/^[01]$/.test(used) || !/^\d{1,3}$/.test(verify)) throw malformedHeader();
        if (used === '0') return 'none';
        return verify === '0' ? 'passed' : { failure: `ssl_c_verify ${verify}` };
      },
      isEmpty: (text) => text === '' || text === '-',
      readCertificate: readBase64,
    },
    options,
  );
}
