import { readPem } from './certificate-text.js';
import { readVerifyWord } from './nginx-preset.js';
import type { ProxyPreset } from './proxy-preset.js';
import { createVerdictPreset, type VerdictPresetOptions } from './verdict-preset.js';

/**
 * Creates the preset of Apache httpd:
 *
 * ```apache
 * SSLVerifyClient optional
 * RequestHeader set X-SSL-Client-Verify "%{SSL_CLIENT_VERIFY}s"
 * RequestHeader set X-SSL-Client-Cert   "%{SSL_CLIENT_CERT}s"
 * ```
 *
 * `SSLOptions +ExportCertData` has to be on. A `subjectHeader` holds `SSL_CLIENT_S_DN`.
 * `GENEROUS`, the verdict for what `optional_no_ca` accepts, is refused.
 *
 * @throws SasError `SAS_OPTION_INVALID` when a name is not a header name, or has an underscore.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_ssl.html#envvars
 */
export function createApachePreset(options: VerdictPresetOptions = {}): ProxyPreset {
  return createVerdictPreset(
    {
      certificateHeader: 'x-ssl-client-cert',
      verifyHeader: 'x-ssl-client-verify',
      readVerdict: (verify) =>
        verify === 'GENEROUS' ? { failure: verify } : readVerifyWord(verify),
      // mod_headers writes this for a variable that is not set.
      isEmpty: (text) => text === '' || text === '(null)',
      readCertificate: readPem,
    },
    options,
  );
}
