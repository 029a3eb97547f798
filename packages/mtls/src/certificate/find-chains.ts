import type { ReadCertificate } from './read-certificate.js';

/** Authorities above a certificate, from its issuer up to a root. */
export type Chain = readonly ReadCertificate[];

// IGC-Santé has two levels; these limits bound the work that a caller can cause.
const longestChain = 5;
const mostSteps = 64;

/**
 * Finds every chain of authorities from a certificate to a trusted root. Checks signatures, names,
 * and who may sign whom and for what, but neither dates nor revocation.
 *
 * @param trusted - trusted authorities; a chain ends at one of these that is self-signed
 * @param others - authorities that the caller sent, which may link a chain but never end it
 */
export function findChains(
  certificate: ReadCertificate,
  trusted: readonly ReadCertificate[],
  others: readonly ReadCertificate[] = [],
): Chain[] {
  const chains: Chain[] = [];
  if (!certificate.isUnderstood || !certificate.canBeClient || !certificate.isForClients)
    return chains;
  const candidates = [...trusted, ...others];
  const anchors = new Set(trusted);
  let steps = 0;

  function climb(below: ReadCertificate, chain: Chain): void {
    for (const issuer of candidates) {
      if (chain.includes(issuer) || chain.length === longestChain) continue;
      if (!maySign(issuer, chain) || !below.x509.checkIssued(issuer.x509)) continue;
      steps += 1;
      if (steps > mostSteps || !below.x509.verify(issuer.x509.publicKey)) continue;
      const longer = [...chain, issuer];
      if (!isRoot(issuer)) climb(issuer, longer);
      else if (anchors.has(issuer)) chains.push(longer);
    }
  }

  climb(certificate, []);
  return chains;
}

function maySign(issuer: ReadCertificate, chain: Chain): boolean {
  const { authority, isForClients, isUnderstood } = issuer;
  return (
    authority !== undefined && authority.pathLength >= chain.length && isForClients && isUnderstood
  );
}

function isRoot({ x509 }: ReadCertificate): boolean {
  return x509.checkIssued(x509) && x509.verify(x509.publicKey);
}
