import {
  albOf,
  apache,
  base64Of,
  describeRefused,
  escapedOf,
  haproxy,
  hashOf,
  nginx,
  oneLine,
  pemOf,
  pki,
  right,
  rightSubject,
  secret,
  wrong,
} from './proxy-headers.fixture.js';

describeRefused('SAS_CLIENT_CERTIFICATE_MISSING', [
  { name: 'no header', by: 'nginx', headers: [] },
  { name: 'no header, from elsewhere', by: 'nginx', headers: [], from: '192.0.2.1' },
  { name: 'NONE and an empty certificate', by: 'nginx', headers: nginx('NONE', '') },
  {
    name: 'NONE and no certificate',
    by: 'nginx',
    headers: [['ssl-client-verify', 'NONE']],
  },
  { name: 'verify 0 and no certificate', by: 'haproxy', headers: haproxy('0', '0', '') },
  { name: '(null)', by: 'apache', headers: apache('NONE', '(null)') },
  { name: 'no header', by: 'alb verify', headers: [] },
  { name: 'no header', by: 'alb pass-through', headers: [] },
  {
    name: 'an empty header',
    by: 'alb pass-through',
    headers: [['X-Amzn-Mtls-Clientcert', '']],
  },
  { name: 'no header', by: 'apache', headers: [] },
  { name: 'no header', by: 'envoy', headers: [] },
  { name: 'no header', by: 'haproxy', headers: [] },
  { name: 'no header', by: 'rfc 9440', headers: [] },
  { name: 'no header', by: 'traefik', headers: [] },
  { name: 'an empty leaf', by: 'alb verify', headers: [['X-Amzn-Mtls-Clientcert-Leaf', '']] },
  { name: 'an empty header', by: 'envoy', headers: [['x-forwarded-client-cert', '']] },
  // What Caddy writes for a caller without a certificate.
  { name: 'an empty sequence', by: 'rfc 9440', headers: [['Client-Cert', '::']] },
  { name: 'an empty header', by: 'rfc 9440', headers: [['Client-Cert', '']] },
  { name: 'an empty sequence', by: 'traefik', headers: [['X-Forwarded-Tls-Client-Cert', '']] },
  {
    name: 'empty sequences, of the chain too',
    by: 'rfc 9440',
    headers: [
      ['Client-Cert', '::'],
      ['Client-Cert-Chain', '::'],
    ],
  },
]);

describeRefused('SAS_PROXY_HEADER_UNPROVEN', [
  {
    name: 'from elsewhere',
    by: 'nginx',
    headers: nginx('SUCCESS', right),
    from: '192.0.2.1',
  },
  { name: 'from nowhere', by: 'nginx', headers: nginx('SUCCESS', right), from: '' },
  {
    name: 'from an address that starts like the proxy',
    by: 'nginx',
    headers: nginx('SUCCESS', right),
    from: '10.1.2.3.evil.example',
  },
  {
    name: 'from another address mapped to IPv6',
    by: 'nginx',
    headers: nginx('SUCCESS', right),
    from: '::ffff:192.0.2.1',
  },
  {
    name: 'the verdict alone, from elsewhere',
    by: 'nginx',
    headers: [['ssl-client-verify', 'NONE']],
    from: '192.0.2.1',
  },
  { name: 'without the secret', by: 'nginx, secret', headers: nginx('SUCCESS', right) },
  {
    name: 'with another secret',
    by: 'nginx, secret',
    headers: [...nginx('SUCCESS', right), ['X-Proxy-Secret', `${secret}2`]],
  },
  {
    name: 'with the secret twice',
    by: 'nginx, secret',
    headers: [...nginx('SUCCESS', right), ['X-Proxy-Secret', 'guess'], ['X-Proxy-Secret', secret]],
  },
  {
    name: 'with the secret under another name',
    by: 'nginx, secret',
    headers: [...nginx('SUCCESS', right), ['X_Proxy_Secret', secret]],
  },
  {
    name: 'a header of another preset, from elsewhere',
    by: 'nginx',
    headers: [['Client-Cert', `:${base64Of(pki.platform)}:`]],
    from: '192.0.2.1',
  },
  {
    name: 'from elsewhere',
    by: 'alb pass-through',
    headers: [['X-Amzn-Mtls-Clientcert', albOf(pki.platform.cert)]],
    from: '192.0.2.1',
  },
]);

describeRefused('SAS_PROXY_HEADER_FOREIGN', [
  {
    name: 'underscores in addition to the right header',
    by: 'nginx',
    headers: [...nginx('SUCCESS', escapedOf(wrong.commonName)), ['ssl_client_cert', right]],
  },
  {
    name: 'underscores alone',
    by: 'nginx',
    headers: [
      ['ssl_client_verify', 'SUCCESS'],
      ['ssl_client_cert', right],
    ],
  },
  {
    name: 'one underscore',
    by: 'haproxy',
    headers: [...haproxy('1', '0', base64Of(pki.platform)), ['x-ssl-client_used', '1']],
  },
  {
    name: 'the header of RFC 9440 through another proxy',
    by: 'nginx',
    headers: [['Client-Cert', `:${base64Of(pki.platform)}:`]],
  },
  {
    name: "Envoy's header as well",
    by: 'haproxy',
    headers: [...haproxy('0', '0', ''), ['X-Forwarded-Client-Cert', `Subject="${rightSubject}"`]],
  },
  {
    name: 'pass-through mode where the load balancer verifies',
    by: 'alb verify',
    headers: [['X-Amzn-Mtls-Clientcert', albOf(pki.platform.cert)]],
  },
  {
    name: 'verify mode where the load balancer passes through',
    by: 'alb pass-through',
    headers: [['X-Amzn-Mtls-Clientcert-Leaf', albOf(pemOf(pki.platform))]],
  },
]);

describeRefused('SAS_PROXY_HEADER_REPEATED', [
  {
    name: 'the certificate twice',
    by: 'nginx',
    headers: [...nginx('SUCCESS', right), ['ssl-client-cert', escapedOf(wrong.commonName)]],
  },
  {
    name: 'the verdict twice',
    by: 'nginx',
    headers: [...nginx('SUCCESS', right), ['Ssl-Client-Verify', 'SUCCESS']],
  },
  { name: 'two PEM blocks', by: 'nginx', headers: nginx('SUCCESS', right + right) },
  {
    name: 'two PEM blocks',
    by: 'apache',
    headers: apache('SUCCESS', oneLine(pki.platform.cert)),
  },
  {
    name: 'the verdict twice',
    by: 'haproxy',
    headers: [...haproxy('1', '0', base64Of(pki.platform)), ['X-SSL-Client-Verify', '0']],
  },
  {
    name: 'used twice',
    by: 'haproxy',
    headers: [...haproxy('1', '0', base64Of(pki.platform)), ['X-SSL-Client-Used', '1']],
  },
  {
    name: 'twice',
    by: 'traefik',
    headers: [
      ['X-Forwarded-Tls-Client-Cert', base64Of(pki.platform)],
      ['X-Forwarded-Tls-Client-Cert', base64Of(wrong.commonName)],
    ],
  },
  {
    name: 'several elements',
    by: 'envoy',
    headers: [['x-forwarded-client-cert', `Cert="${right}",Cert="${escapedOf(wrong.commonName)}"`]],
  },
  {
    name: 'twice',
    by: 'envoy',
    headers: [
      ['x-forwarded-client-cert', `Subject="${rightSubject}"`],
      ['x-forwarded-client-cert', 'Subject="CN=other"'],
    ],
  },
  {
    name: 'the leaf twice',
    by: 'alb verify',
    headers: [
      ['X-Amzn-Mtls-Clientcert-Leaf', albOf(pemOf(pki.platform))],
      ['X-Amzn-Mtls-Clientcert-Leaf', albOf(pemOf(pki.platform))],
    ],
  },
  {
    name: 'twice',
    by: 'rfc 9440',
    headers: [
      ['Client-Cert', `:${base64Of(pki.platform)}:`],
      ['Client-Cert', `:${base64Of(pki.platform)}:`],
    ],
  },
]);

describeRefused('SAS_PROXY_HEADER_MALFORMED', [
  {
    name: 'a chain of spaces',
    by: 'rfc 9440',
    headers: [
      ['Client-Cert', `:${base64Of(pki.platform)}:`],
      ['Client-Cert-Chain', `:QUJD:${' '.repeat(60_000)}a`],
    ],
  },
  {
    name: 'a chain that is too long',
    by: 'rfc 9440',
    headers: [
      ['Client-Cert', `:${base64Of(pki.platform)}:`],
      ['Client-Cert-Chain', Array.from({ length: 7 }, () => ':QUJD:').join(', ')],
    ],
  },
  { name: 'a certificate without a verdict', by: 'nginx', headers: [['ssl-client-cert', right]] },
  { name: 'a certificate with the verdict NONE', by: 'nginx', headers: nginx('NONE', right) },
  { name: 'SUCCESS without a certificate', by: 'nginx', headers: nginx('SUCCESS', '') },
  { name: 'a verdict in lower case', by: 'nginx', headers: nginx('success', right) },
  { name: 'another verdict', by: 'nginx', headers: nginx('1', right) },
  { name: 'a PEM cut short', by: 'nginx', headers: nginx('SUCCESS', right.slice(0, 300)) },
  { name: 'garbage after the certificate', by: 'nginx', headers: nginx('SUCCESS', `${right}AAAA`) },
  {
    name: 'garbage before the certificate',
    by: 'nginx',
    headers: nginx('SUCCESS', `AAAA${right}`),
  },
  { name: 'a broken escape', by: 'nginx', headers: nginx('SUCCESS', `${right}%`) },
  { name: 'bytes that are not UTF-8', by: 'nginx', headers: nginx('SUCCESS', `${right}%E9`) },
  { name: 'characters outside ASCII', by: 'nginx', headers: nginx('SUCCESS', `é${right}`) },
  { name: 'a very long value', by: 'nginx', headers: nginx('SUCCESS', 'A'.repeat(100_000)) },
  {
    name: 'another kind of PEM',
    by: 'nginx',
    headers: nginx('SUCCESS', encodeURIComponent(pki.crl)),
  },
  {
    name: 'verify 0 without the header that says whether there is a certificate',
    by: 'haproxy',
    headers: [['X-SSL-Client-Verify', '0']]
      .map(([a, b]) => [a, b] as [string, string])
      .concat([['X-SSL-Client-DER', base64Of(pki.platform)]]),
  },
  {
    name: 'a certificate that was not used',
    by: 'haproxy',
    headers: haproxy('0', '0', base64Of(pki.platform)),
  },
  { name: 'used and no certificate', by: 'haproxy', headers: haproxy('1', '0', '') },
  { name: 'invalid base64', by: 'haproxy', headers: haproxy('1', '0', 'a*b=') },
  {
    name: 'base64 for URLs',
    by: 'haproxy',
    headers: haproxy('1', '0', `-_${base64Of(pki.platform).slice(2)}`),
  },
  {
    name: 'a verdict that is not a number',
    by: 'haproxy',
    headers: haproxy('1', 'SUCCESS', base64Of(pki.platform)),
  },
  {
    name: 'quotes',
    by: 'haproxy',
    headers: haproxy('1', '0', `"${base64Of(pki.platform)}"`),
  },
  { name: 'its info alone', by: 'traefik', headers: [['X-Forwarded-Tls-Client-Cert-Info', 'a']] },
  {
    name: 'a chain that is too long',
    by: 'traefik',
    headers: [['X-Forwarded-Tls-Client-Cert', Array.from({ length: 7 }, () => 'QUJD').join(',')]],
  },
  {
    name: 'a chain of empty certificates',
    by: 'traefik',
    headers: [['X-Forwarded-Tls-Client-Cert', ',']],
  },
  {
    name: 'the hash of another certificate',
    by: 'envoy',
    headers: [['x-forwarded-client-cert', `Hash=${hashOf(pki.vendor)};Cert="${right}"`]],
  },
  {
    name: 'a subject that ends its quotes',
    by: 'envoy',
    headers: [
      [
        'x-forwarded-client-cert',
        `Subject="CN=x\\\\"\\;Subject=\\\\"${rightSubject}";Hash=${'a'.repeat(64)}`,
      ],
    ],
  },
  {
    name: 'a quote within quotes',
    by: 'envoy',
    headers: [['x-forwarded-client-cert', `Subject="CN=x\\";Subject="${rightSubject}"`]],
  },
  {
    name: 'two subjects',
    by: 'envoy',
    headers: [['x-forwarded-client-cert', `Subject="CN=x";Subject="${rightSubject}"`]],
  },
  {
    name: 'quotes that are not closed',
    by: 'envoy',
    headers: [['x-forwarded-client-cert', `Subject="${rightSubject}`]],
  },
  { name: 'a hash alone', by: 'envoy', headers: [['x-forwarded-client-cert', 'Hash=aa;By=b']] },
  {
    name: 'a whole hash alone',
    by: 'envoy',
    headers: [['x-forwarded-client-cert', `Hash=${'a'.repeat(64)}`]],
  },
  {
    name: 'no colons',
    by: 'rfc 9440',
    headers: [['Client-Cert', base64Of(pki.platform)]],
  },
  {
    name: 'no colon at the start',
    by: 'rfc 9440',
    headers: [['Client-Cert', `;${base64Of(pki.platform)}:`]],
  },
  {
    name: 'no colon at the end',
    by: 'rfc 9440',
    headers: [['Client-Cert', `:${base64Of(pki.platform)};`]],
  },
  { name: 'one colon', by: 'rfc 9440', headers: [['Client-Cert', ':']] },
  {
    name: 'parameters',
    by: 'rfc 9440',
    headers: [['Client-Cert', `:${base64Of(pki.platform)}:;a=1`]],
  },
  {
    name: 'an empty sequence with a chain',
    by: 'rfc 9440',
    headers: [
      ['Client-Cert', '::'],
      ['Client-Cert-Chain', `:${base64Of(pki.platform)}:`],
    ],
  },
  { name: 'three colons', by: 'rfc 9440', headers: [['Client-Cert', ':::']] },
  {
    name: 'a chain without a certificate',
    by: 'rfc 9440',
    headers: [['Client-Cert-Chain', `:${base64Of(pki.platform)}:`]],
  },
]);
