import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { type HandlerContext, SasError } from '@sas-sos/core';
import { readHeaderName } from './presets/header-name.js';

/** What proves that a request came through the proxy; every proof given is required. */
export interface ProxyProof {
  /**
   * Addresses that the proxy connects from, or ranges such as `10.0.0.0/8`.
   */
  readonly addresses?: readonly string[] | undefined;
  /** A header that only the proxy can write. */
  readonly secret?: ProxySecret | undefined;
}

/** A header that only the proxy can write, because nobody else knows its value. */
export interface ProxySecret {
  /** Its name. */
  readonly header: string;
  /** Its value, 16 characters or more; several during a transition. */
  readonly value: string | readonly string[];
}

/** Checks whether a request came through the proxy. */
export interface ProofChecker {
  /** Name of the secret header, if there is one. */
  readonly header: string | undefined;
  isProven(
    request: { readonly headers: Pick<Headers, 'get'> },
    context: Pick<HandlerContext, 'remoteAddress'>,
  ): boolean;
}

/**
 * Creates a checker of the proof that a request came through the proxy, for other uses of what the
 * proxy says: `X-Forwarded-For`.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the proof is invalid, or nothing would be proven.
 */
export function createProofChecker(proof: ProxyProof): ProofChecker {
  const { addresses, secret } = proof ?? {};
  if (addresses?.length === 0 || (!secret && !addresses)) {
    throw SasError.ofOption(
      'proxy',
      'give the addresses of the proxy, or a secret header, or both.',
    );
  }
  const isKnown = addresses && createAddressMatcher(addresses);
  const header = secret && readHeaderName('proxy.secret.header', secret.header);
  const isSecret = secret && createSecretMatcher(secret.value);
  return {
    header,
    isProven: (request, { remoteAddress }) =>
      (!isKnown || isKnown(remoteAddress)) &&
      (!isSecret || header === undefined || isSecret(request.headers.get(header))),
  };
}

function createAddressMatcher(ranges: readonly string[]) {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix, ...rest] = range.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    const isPrefix =
      bits === undefined ||
      (/^\d{1,3}$/.test(prefix ?? '') && bits > 0 && bits <= (family === 4 ? 32 : 128));
    if (family === 0 || !isPrefix || rest.length > 0) {
      throw SasError.ofOption(
        'proxy.addresses',
        'give addresses such as 10.0.0.1, or ranges such as 10.0.0.0/8.',
      );
    }
    const type = family === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, bits, type);
  }
  return (remoteAddress: string | undefined): boolean => {
    // Strips the prefix that a server listening on IPv6 sees for an IPv4 caller, and the zone of a
    // link-local address.
    const address = remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '') ?? '';
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

function createSecretMatcher(value: string | readonly string[]) {
  const values = typeof value === 'string' ? [value] : value;
  const isSecret = (text: unknown) => typeof text === 'string' && /^[!-~]{16,}$/.test(text);
  if (!Array.isArray(values) || values.length === 0 || !values.every(isSecret)) {
    throw SasError.ofOption('proxy.secret.value', 'give 16 or more visible ASCII characters.');
  }
  const digests = values.map(digestOf);
  return (given: string | null): boolean => {
    const digest = digestOf(given ?? '');
    // Every digest is compared, even after a match, so that timing reveals nothing.
    return digests.filter((expected) => timingSafeEqual(expected, digest)).length > 0;
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
