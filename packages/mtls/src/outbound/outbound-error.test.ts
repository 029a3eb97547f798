import { describe, expect, it } from 'vitest';
import { toOutboundError } from './outbound-error.js';

const withCode = (code: unknown, cause?: unknown) =>
  Object.assign(new Error('at https://sas.example', { cause }), { code });

/** An error within as many others. */
function nest(depth: number, innermost: Error): Error {
  let error = innermost;
  for (let count = 0; count < depth; count += 1) error = new TypeError('failed', { cause: error });
  return error;
}

describe('toOutboundError', () => {
  it.each([
    ...['ETIMEDOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT'].map((code) => ({
      ...{ name: code, error: withCode(code), expected: 'SAS_OUTBOUND_TIMEOUT' },
    })),
    ...['CERT_HAS_EXPIRED', 'EPROTO', 'UNABLE_TO_GET_ISSUER_CERT', 'ERR_TLS_PLAIN_HTTP'].map(
      (code) => ({ name: code, error: withCode(code), expected: 'SAS_OUTBOUND_TLS_REFUSED' }),
    ),
    ...['ECONNREFUSED', 'MY_CERT_X', 'EPROTOTYPE'].map((code) => ({
      ...{ name: code, error: withCode(code), expected: 'SAS_OUTBOUND_UNREACHABLE' },
    })),
    { name: 'no code', error: new Error(), expected: 'SAS_OUTBOUND_UNREACHABLE' },
    { name: 'no error', error: 'ETIMEDOUT', expected: 'SAS_OUTBOUND_UNREACHABLE' },
    {
      name: 'a number as code, within it another',
      error: withCode(20, withCode('ETIMEDOUT')),
      expected: 'SAS_OUTBOUND_TIMEOUT',
    },
    {
      name: 'a code in the fourth cause',
      error: nest(4, withCode('ETIMEDOUT')),
      expected: 'SAS_OUTBOUND_TIMEOUT',
    },
    {
      name: 'a code further down',
      error: nest(5, withCode('ETIMEDOUT')),
      expected: 'SAS_OUTBOUND_UNREACHABLE',
    },
  ])('converts $name', ({ error, expected }) => {
    expect(toOutboundError(error)).toMatchObject({ code: expected, cause: error });
  });
});
