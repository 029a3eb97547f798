import { checkSingle, decodePercent, malformedHeader, readPem } from './certificate-text.js';
import type { ProxyPreset } from './proxy-preset.js';
import {
  createVerdictPreset,
  type ProxyVerdict,
  type VerdictPresetOptions,
} from './verdict-preset.js';

/**
 * Creates the preset of nginx, which also fits ingress-nginx without changes:
 *
 * ```nginx
 * ssl_verify_client optional;
 * proxy_set_header ssl-client-verify $ssl_client_verify;
 * proxy_set_header ssl-client-cert   $ssl_client_escaped_cert;
 * ```
 *
 * The headers default to `ssl-client-cert` and `ssl-client-verify`; a `subjectHeader` holds
 * `$ssl_client_s_dn`.
 *
 * @throws SasError `SAS_OPTION_INVALID` when a name is not a header name, or has an underscore.
 * @see https://nginx.org/en/docs/http/ngx_http_ssl_module.html#variables
 */
export function createNginxPreset(options: VerdictPresetOptions = {}): ProxyPreset {
  return createVerdictPreset(
    {
      certificateHeader: 'ssl-client-cert',
      verifyHeader: 'ssl-client-verify',
      readVerdict: readVerifyWord,
      isEmpty: (text) => text === '',
      readCertificate: (text) => readPem(decodePercent(text)),
    },
    options,
  );
}

/** Reads `SUCCESS`, `NONE` or `FAILED:reason`, which nginx and Apache share. */
export function readVerifyWord(verify: string): ProxyVerdict {
  if (verify === 'SUCCESS') return 'passed';
  if (verify === 'NONE') return 'none';
  if (/^FAILED(?::|$)/.test(verify)) return { failure: verify.slice(0, 200) };
  checkSingle(verify);
  throw malformedHeader();
}
