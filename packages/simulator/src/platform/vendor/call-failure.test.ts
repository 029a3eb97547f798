import { describe, expect, it } from 'vitest';
import { toCallFailure } from './call-failure.js';
import { toFailureSentence } from './request-sender.js';

const https = 'https://agenda.example/fhir';
const http = 'http://agenda.example/fhir';

const toAnswer = (status: number, data: unknown, headers: Record<string, string> = {}) => ({
  failure: null,
  code: null,
  isSimulated: false,
  exchanges: [1] as const,
  answer: { status, data, headers: new Headers(headers), url: http, durationMilliseconds: 1 },
});
const toSilence = (code: string | null, isSimulated = false) => ({
  failure: 'Rien.',
  code,
  isSimulated,
  exchanges: [1] as const,
  answer: null,
});

describe('A call without a usable result: what to do about it', () => {
  it.each([
    { name: '401 over http', call: toAnswer(401, {}), url: http, advice: /--mtls/ },
    { name: '403 over https', call: toAnswer(403, {}), url: https, advice: /CN.*OU/ },
    { name: '404', call: toAnswer(404, {}), url: http, advice: /chemin/ },
    { name: '429', call: toAnswer(429, {}), url: http, advice: /limite/ },
    { name: '400', call: toAnswer(400, {}), url: http, advice: /guide/ },
    { name: '500', call: toAnswer(500, {}), url: http, advice: /journaux/ },
    { name: 'JSON that is no Bundle', call: toAnswer(200, {}), url: http, advice: /Bundle/ },
    { name: 'JSON cut short', call: toAnswer(200, '{"res'), url: http, advice: /coupée/ },
    { name: 'nobody', call: toSilence('ECONNREFUSED'), url: http, advice: /démarré/ },
    { name: 'an unknown name', call: toSilence('ENOTFOUND'), url: http, advice: /nom/ },
    { name: 'too late', call: toSilence(null), url: http, advice: /journaux/ },
    { name: 'cut over http', call: toSilence('UND_ERR_SOCKET'), url: http, advice: /https:/ },
    {
      name: 'https towards http',
      call: toSilence('ERR_SSL_WRONG_VERSION_NUMBER'),
      url: https,
      advice: /Donnez http:\/\/agenda/,
    },
  ])('$name', ({ call, url, advice }) => {
    expect(toCallFailure(call, url).advice).toMatch(advice);
  });

  it('a redirection: where it leads', () => {
    const failure = toCallFailure(toAnswer(302, '', { location: '/login' }), http);
    expect(failure.message).toContain('/login');
    expect(failure.advice).toContain('n’en suit aucune');
  });

  it('HTML is named, not shown', () => {
    const page = toAnswer(200, '<!doctype html><p>Bonjour', { 'content-type': 'text/html' });
    const { message, detail } = toCallFailure(page, http);
    expect(message).toContain('HTML');
    expect(detail).toBeNull();
  });

  it('a switch of the simulator is not blamed on the vendor', () => {
    expect(toCallFailure(toSilence(null, true), http)).toMatchObject({
      isSimulated: true,
      advice: null,
    });
  });

  it('the wrong scheme is not called a matter of certificates', () => {
    const error = Object.assign(new Error('x'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
    expect(toFailureSentence(error)).toContain('répond en http');
  });
});
