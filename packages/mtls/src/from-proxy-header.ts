import { SasError } from '@sas-sos/core';
import { certificateHeaders } from './certificate-headers.js';
import type { CertificateSource, PresentedCertificate } from './certificate-source.js';
import type { ProxyPreset } from './presets/proxy-preset.js';
import { createProofChecker, type ProxyProof } from './proxy-proof.js';
import type { TrustStore } from './trust-store.js';

/** Which proxy passes on certificates, and how its requests are recognised. */
export interface ProxyHeaderSourceOptions {
  /** The kind of proxy. */
  readonly preset: ProxyPreset;
  /** What proves that a request came through it. */
  readonly proxy: ProxyProof;
  /**
   * Authorities that vouch for callers, to check chain and revocation here as well. Required with a
   * preset that leaves the chain to us; not allowed with one that passes on only a subject.
   *
   * @defaultValue the proxy's verdict is trusted
   */
  readonly trust?: TrustStore | undefined;
}

const mostRemembered = 64;

// prelude: import { createNginxPreset } from '@sas-sos/mtls';
/**
 * Finds the certificate in the header that a proxy or load balancer writes.
 *
 * A request that carries such a header but did not come through the proxy is refused, and so is
 * one with a header of another preset, or with a header spelt with underscores. If the whole
 * certificate is passed on, its dates are checked here, and with `trust` its chain and revocation.
 *
 * @throws SasError `SAS_OPTION_INVALID` when nothing proves where a header comes from, or when
 *   `trust` does not fit the preset.
 * @example
 * ```ts
 * const source = fromProxyHeader({
 *   preset: createNginxPreset(),
 *   proxy: { addresses: ['127.0.0.1'] },
 * });
 * ```
 */
export function fromProxyHeader(options: ProxyHeaderSourceOptions): CertificateSource {
  const { preset, trust } = options;
  if (typeof preset?.read !== 'function') {
    throw SasError.ofOption('preset', 'give one of the presets, such as createNginxPreset().');
  }
  if (preset.leavesChainToUs && !trust) {
    throw SasError.ofOption(
      'trust',
      'this proxy does not verify certificates: give createTrustStore(…).',
    );
  }
  if (preset.isSubjectOnly && trust) {
    throw SasError.ofOption(
      'trust',
      'a subject has no chain to check: have the proxy pass on the whole certificate.',
    );
  }
  const proof = createProofChecker(options.proxy);
  const own = new Set(preset.headers);
  const guarded = new Set([...own, ...certificateHeaders, ...(proof.header ? [proof.header] : [])]);
  const remembered = new Map<string, PresentedCertificate>();

  /** Finds whose certificate headers a request has: none, the preset's only, or others too. */
  function checkHeaders(headers: Headers): 'absent' | 'own' | 'foreign' {
    let origin: 'absent' | 'own' | 'foreign' = 'absent';
    for (const name of headers.keys()) {
      if (own.has(name)) origin = origin === 'foreign' ? origin : 'own';
      else if (name !== proof.header && guarded.has(name.replaceAll('_', '-'))) origin = 'foreign';
    }
    return origin;
  }

  return {
    trust,
    read(request, context) {
      const { headers } = request;
      const origin = checkHeaders(headers);
      if (origin === 'absent') return undefined;
      if (!proof.isProven(request, context)) throw new SasError('SAS_PROXY_HEADER_UNPROVEN');
      if (origin === 'foreign') throw new SasError('SAS_PROXY_HEADER_FOREIGN');
      const key = preset.headers.map((name) => headers.get(name)).join('\n');
      const before = remembered.get(key);
      if (before) return before;
      const presented = preset.read((name) => headers.get(name));
      if (presented) remember(key, presented);
      return presented;
    },
  };

  function remember(key: string, presented: PresentedCertificate): void {
    const [oldest] = remembered.keys();
    if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, presented);
  }
}
