// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describeConformance } from '@sas-sos/conformance';

// What a vendor's own test file would hold, the same under every runner.

const statement = { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', format: ['json'] };

/** Groups that pass, fail, and are left out. */
export const only = ['metadata', 'declarations', 'search-one-place'];

/** Starts a vendor that has a statement, and nothing else. */
export async function serveSuiteVendor() {
  const server = createServer((request, response) => {
    const isThere = request.url?.endsWith('/metadata') === true;
    response.writeHead(isThere ? 200 : 404, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify(isThere ? statement : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/fhir`, server };
}

/**
 * Declares the suite; the vendor runs from the first test to the end of the run.
 *
 * @param {import('@sas-sos/conformance').ConformanceTestRunner} runner
 */
export function declareSuite(runner) {
  /** @type {import('node:http').Server | undefined} */
  let started;
  describeConformance({
    runner,
    only,
    language: 'en',
    async configuration() {
      const { url, server } = await serveSuiteVendor();
      started = server;
      return { vendor: url };
    },
    onRun: () => {
      started?.closeAllConnections();
      started?.close();
    },
  });
}
