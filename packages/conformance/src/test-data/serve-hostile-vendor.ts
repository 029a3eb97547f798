import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Text that would run a script, hide the page or reverse its text where it is not escaped. */
const hostileText = `"'><img src=x onerror="alert(1)"><script>alert(2)</script></textarea></style><style>*{display:none}</style>\u202Egnp\u0007`;

/** Secrets that no report may show. */
export const vendorSecrets = ['s3cret-cookie', 's3cret-token', 's3cret-code'] as const;

const statement = {
  resourceType: 'CapabilityStatement',
  fhirVersion: hostileText,
  format: [hostileText],
  rest: [{ mode: 'server', resource: [{ type: hostileText }, { type: 'Slot' }] }],
  [hostileText]: hostileText,
  access_token: 's3cret-token',
};

const places = {
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [
    {
      resource: {
        resourceType: 'Organization',
        id: 'o1',
        identifier: [{ value: '392080466300010' }],
      },
    },
    {
      resource: {
        resourceType: 'Location',
        id: 'l1',
        managingOrganization: { reference: 'Organization/o1' },
      },
    },
  ],
};

const slots = {
  resourceType: 'Bundle',
  type: 'searchset',
  total: hostileText,
  link: [{ relation: 'self', url: 'javascript:alert(3)' }],
  entry: Array.from({ length: 60 }, (_, index) => ({
    resource: {
      resourceType: 'Slot',
      id: `s${index}${hostileText}`,
      status: index % 3 === 0 ? 'busy' : 'free',
      start: '2020-01-01T00:00:00Z',
      comment: hostileText,
    },
  })),
};

/** A vendor whose every text attacks the report: headers, names of members, ids, values. */
export async function serveHostileVendor(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer(({ url = '' }, response) => {
    const body = url.includes('/metadata') ? statement : url.includes('Location?') ? places : slots;
    response.writeHead(200, {
      'content-type': 'text/html"><script>alert(4)</script>',
      'set-cookie': 'session=s3cret-cookie',
      location: 'https://vendor.example/cb?code=s3cret-code',
      'x-note': '<svg onload=alert(5)>',
    });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
