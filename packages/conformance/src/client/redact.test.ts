import { describe, expect, it } from 'vitest';
import { redactForm, redactHeaders, redactUrl } from './redact.js';
import { redactBody } from './redact-body.js';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

describe('what a run keeps of an exchange', () => {
  it.each([
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'set-cookie',
    'X-Api-Key',
    'x-csrf-token',
    'X-Auth-Token',
  ])('%s: the name alone', (name) => {
    expect(redactHeaders([[name, 's3cret']])).toEqual([[name, '…']]);
  });

  it('leaves other headers as they are, except for secrets in addresses', () => {
    const url = 'https://a/cb?code=s3cret&origin=sas';
    expect(
      redactHeaders([
        ['Content-Type', 'text/html'],
        ['Location', url],
        ['Refresh', `0; url=${url}`],
      ]),
    ).toEqual([
      ['Content-Type', 'text/html'],
      ['Location', 'https://a/cb?code=…&origin=sas'],
      ['Refresh', '0; url=https://a/cb?code=…&origin=sas'],
    ]);
  });

  it.each([
    ['https://a/b?_has=x%7Cy&state=1', 'https://a/b?_has=x%7Cy&state=…'],
    ['https://a/b#access_token=1&x=2', 'https://a/b#access_token=…&x=2'],
    ['https://a/b?code=1#id_token=2', 'https://a/b?code=…#id_token=…'],
    ['https://a/b', 'https://a/b'],
  ])('%s', (url, shown) => expect(redactUrl(url)).toBe(shown));

  it('a form', () => {
    expect(redactForm('user=a&password=s3cret&client_secret=b')).toBe(
      'user=a&password=…&client_secret=…',
    );
  });

  it.each([
    {
      name: 'tokens of JSON, whatever they contain',
      type: 'application/json',
      body: `{"access_token": "a\\"s3cret","scope":"openid","n":"${jwt}"}`,
      shown: '{"access_token": "…","scope":"openid","n":"…"}',
    },
    {
      name: 'a private key',
      type: 'text/plain',
      body: 'a\n-----BEGIN RSA PRIVATE KEY-----\ns3cret\n-----END RSA PRIVATE KEY-----\nb',
      shown: 'a\n-----BEGIN RSA PRIVATE KEY-----…\nb',
    },
    {
      name: 'a private key of which only the start is there',
      type: 'text/plain',
      body: '-----BEGIN PRIVATE KEY-----\ns3cret',
      shown: '-----BEGIN PRIVATE KEY-----…',
    },
    {
      name: 'hidden fields of a page',
      type: 'text/html; charset=utf-8',
      body: '<input type=hidden value="s3cret" name="csrf_token"><input name="q" value="a">',
      shown: '<input type=hidden value="…" name="csrf_token"><input name="q" value="a">',
    },
    {
      name: 'links of a page',
      type: 'text/html',
      body: '<a href="/cb?code=s3cret&amp;a=b">https://a/?state=s3cret</a>',
      shown: '<a href="/cb?code=…&amp;a=b">https://a/?state=…</a>',
    },
    {
      name: 'nothing of a FHIR answer, whose codes are no secrets',
      type: 'application/fhir+json',
      body: '{"link":[{"url":"https://a/Slot?code=x"}],"code":"AMB","identifier":{"value":"1"}}',
      shown: '{"link":[{"url":"https://a/Slot?code=x"}],"code":"AMB","identifier":{"value":"1"}}',
    },
  ])('$name', ({ type, body, shown }) => expect(redactBody(body, type)).toBe(shown));
});
