import { describe, expect, it } from 'vitest';
import { toDraft, toMessage } from './exchange.fixture.js';
import type { Flow } from './exchange.js';
import { createExchangeLog } from './exchange-log.js';

const secret = 'S3cr3t-Value';
const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

function record(
  options: {
    readonly flow?: Flow;
    readonly url?: string;
    readonly headers?: readonly (readonly [string, string])[];
    readonly body?: string;
    readonly type?: string;
  } = {},
): string {
  const { flow = 'sign-on', url = 'http://a/', headers = [], body = null, type = '' } = options;
  const message = toMessage(body, [...headers, ['content-type', type]]);
  return JSON.stringify(
    createExchangeLog().record(toDraft({ flow, url, request: message, response: message })),
  );
}

const form = 'application/x-www-form-urlencoded';

describe('a recorded exchange holds no secret', () => {
  it.each([
    { name: 'Authorization', headers: [['authorization', `Basic ${secret}`]] },
    { name: 'Cookie', headers: [['cookie', `session=${secret}`]] },
    { name: 'Set-Cookie', headers: [['set-cookie', `session=${secret}; HttpOnly`]] },
    { name: 'a code in Location', headers: [['location', `http://a/cb?state=1&code=${secret}`]] },
    { name: 'a code in an address', url: `http://a/cb?code=${secret}&state=1` },
    { name: 'a token in a fragment', url: `http://a/cb#id_token=${secret}` },
    { name: 'id_token_hint', url: `http://a/logout?id_token_hint=${secret}` },
    { name: 'credentials in an address', url: `http://user:${secret}@a/` },
    { name: 'client_secret in a form', body: `a=1&client_secret=${secret}`, type: form },
    { name: 'a code in a form', body: `code=${secret}&grant_type=x`, type: form },
    { name: 'a password in a form', body: `password=${secret}`, type: form },
    { name: 'a token in JSON', body: `{"access_token": "${secret}", "expires_in": 1}` },
    { name: 'a token in truncated JSON', body: `{"refresh_token":"${secret}` },
    {
      name: 'a code in a page',
      body: `<input type="hidden" name="code" value="${secret}"/>`,
      type: 'text/html',
    },
  ] as const)('$name', (given) => {
    const text = record(given);
    expect(text).not.toContain(secret);
    expect(text).toContain('…');
  });

  it('a token that is recognised by its form', () => {
    expect(record({ flow: 'slots', body: `{"any": "${token}"}` })).not.toContain('eyJ');
    expect(record({ url: `http://a/?any=${token}` })).not.toContain('eyJ');
    expect(record({ headers: [['x-any', token]] })).not.toContain('eyJ');
  });

  it.each([
    { name: 'beginnings of tokens', body: 'eyJ-'.repeat(64_000) },
    { name: 'names of secrets', body: '"token"  '.repeat(28_000) },
    { name: 'spaces', body: `"token"${' '.repeat(250_000)}` },
  ])('and takes little time for 256 kB of $name', ({ body }) => {
    const start = performance.now();
    record({ body });
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('but keeps the codes of FHIR', () => {
    const body = '{"coding":[{"code":"IDNPS"}],"status":"booked"}';
    expect(record({ flow: 'appointments', body })).toContain('IDNPS');
    expect(record({ url: 'http://a/?state=abc&scope=openid' })).toContain('state=abc');
  });
});
