import {
  albOf,
  apache,
  base64Of,
  describeRefused,
  escapedOf,
  haproxy,
  leafOf,
  nginx,
  oneLine,
  pemOf,
  pki,
  platform,
  right,
  rightSubject,
  subject,
  wrong,
} from './proxy-headers.fixture.js';

describeRefused('SAS_PROXY_SUBJECT_LEGACY', [
  {
    name: 'the slash form',
    by: 'nginx, subject',
    headers: subject(
      'SUCCESS',
      `/C=FR/OU=${platform.organizationalUnit}/CN=${platform.commonName}`,
    ),
  },
  {
    name: 'the slash form',
    by: 'haproxy, subject',
    headers: [
      ['X-SSL-Client-Used', '1'],
      ['X-SSL-Client-Verify', '0'],
      ['X-SSL-Client-S-DN', `/CN=x/CN=${platform.commonName}`],
    ],
  },
]);

describeRefused('SAS_PROXY_SUBJECT_MALFORMED', [
  {
    name: 'twice',
    by: 'nginx, subject',
    headers: [...subject('SUCCESS', rightSubject), ['ssl-client-subject-dn', rightSubject]],
  },
  {
    name: 'quotes',
    by: 'nginx, subject',
    headers: subject('SUCCESS', `CN="${platform.commonName}",OU=${platform.organizationalUnit}`),
  },
  {
    name: 'hexadecimal',
    by: 'nginx, subject',
    headers: subject('SUCCESS', `CN=#0403616263,OU=${platform.organizationalUnit}`),
  },
  {
    name: 'bytes that are not UTF-8',
    by: 'nginx, subject',
    headers: subject('SUCCESS', `${rightSubject},O=\u00e9`),
  },
]);

describeRefused('SAS_CALLER_NOT_ADMITTED', [
  { name: 'another CN', by: 'nginx', headers: nginx('SUCCESS', escapedOf(wrong.commonName)) },
  {
    name: 'several OU',
    by: 'haproxy',
    headers: haproxy('1', '0', base64Of(wrong.severalOrganizationalUnits)),
  },
  {
    name: 'an OU that forges a CN',
    by: 'nginx, subject',
    headers: subject(
      'SUCCESS',
      `CN=x,OU=1\\,CN=${platform.commonName}\\,OU=${platform.organizationalUnit}`,
    ),
  },
  {
    name: 'a second OU on the same level as the first',
    by: 'nginx, subject',
    headers: subject('SUCCESS', `${rightSubject.replace(',O=', '+OU=1,O=')}`),
  },
  {
    name: 'a second CN by its object identifier',
    by: 'nginx, subject',
    headers: subject('SUCCESS', `${rightSubject},2.5.4.3=x`),
  },
  {
    name: 'an escaped space at the end',
    by: 'nginx, subject',
    headers: subject('SUCCESS', rightSubject.replace(',OU', '\\ ,OU')),
  },
  { name: 'no subject', by: 'nginx, subject', headers: subject('SUCCESS', 'C=FR') },
]);

describeRefused('SAS_CLIENT_CERTIFICATE_UNTRUSTED', [
  { name: 'FAILED:reason', by: 'nginx', headers: nginx('FAILED:unable to get issuer', right) },
  {
    name: 'FAILED, then SUCCESS',
    by: 'nginx',
    headers: [...nginx('FAILED:a', right), ['ssl-client-verify', 'SUCCESS']],
  },
  {
    name: 'a subject that FAILED',
    by: 'nginx, subject',
    headers: subject('FAILED:self signed certificate', rightSubject),
  },
  {
    name: 'GENEROUS',
    by: 'apache',
    headers: apache('GENEROUS', oneLine(pemOf(pki.platform))),
  },
  { name: 'verify 19', by: 'haproxy', headers: haproxy('1', '19', base64Of(pki.platform)) },
  {
    name: 'a look-alike that the proxy found valid',
    by: 'nginx, chain checked',
    headers: nginx('SUCCESS', escapedOf(wrong.selfSigned)),
  },
  {
    name: 'a look-alike that nobody verified',
    by: 'alb pass-through',
    headers: [['X-Amzn-Mtls-Clientcert', albOf(wrong.selfSigned.cert)]],
  },
  {
    name: 'authorities of the same name, sent along',
    by: 'alb pass-through',
    headers: [['X-Amzn-Mtls-Clientcert', albOf(wrong.unknownAuthority.cert)]],
  },
  {
    name: 'a look-alike followed by the right chain',
    by: 'alb pass-through',
    headers: [['X-Amzn-Mtls-Clientcert', albOf(wrong.selfSigned.cert + pki.ca)]],
  },
  {
    name: 'a look-alike that nobody verified',
    by: 'traefik',
    headers: [['X-Forwarded-Tls-Client-Cert', base64Of(wrong.selfSigned)]],
  },
  {
    name: "a server's certificate",
    by: 'traefik',
    headers: [['X-Forwarded-Tls-Client-Cert', base64Of(wrong.purpose)]],
  },
]);

describeRefused('SAS_CLIENT_CERTIFICATE_EXPIRED', [
  { name: 'expired', by: 'nginx', headers: nginx('SUCCESS', escapedOf(wrong.expired)) },
  {
    name: 'expired, as the proxy reports',
    by: 'nginx',
    headers: nginx('FAILED:certificate has expired', escapedOf(wrong.expired)),
  },
]);

describeRefused('SAS_CLIENT_CERTIFICATE_EARLY', [
  { name: 'not yet valid', by: 'nginx', headers: nginx('SUCCESS', escapedOf(wrong.notYetValid)) },
]);

describeRefused('SAS_CLIENT_CERTIFICATE_REVOKED', [
  {
    name: 'revoked, and the proxy has an older list',
    by: 'nginx, chain checked',
    headers: nginx('SUCCESS', escapedOf(wrong.revoked)),
  },
  {
    name: 'revoked',
    by: 'alb pass-through',
    headers: [['X-Amzn-Mtls-Clientcert', albOf(wrong.revoked.cert)]],
  },
]);

describeRefused('SAS_CLIENT_CERTIFICATE_UNREADABLE', [
  {
    name: 'base64 of something else',
    by: 'haproxy',
    headers: haproxy('1', '0', Buffer.from('something else').toString('base64')),
  },
  {
    name: 'bytes after the certificate',
    by: 'haproxy',
    headers: haproxy(
      '1',
      '0',
      Buffer.concat([leafOf(pki.platform).raw, Buffer.from('abc')]).toString('base64'),
    ),
  },
  {
    name: 'a certificate cut short',
    by: 'rfc 9440',
    headers: [['Client-Cert', `:${leafOf(pki.platform).raw.subarray(0, 300).toString('base64')}:`]],
  },
]);
