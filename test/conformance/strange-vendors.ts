import { createServer, type RequestListener, type ServerResponse } from 'node:http';

/** Answers JSON. */
function json(response: ServerResponse, status: number, body: unknown, type = 'text/json'): void {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

/**
 * A vendor in plain JavaScript that is wrong in more than twenty ways at once: XML words in JSON, local
 * times, no profiles, no types of identifiers, references by URL, slots of others, duplicates, nulls,
 * accounts of anybody.
 */
export const wrongEverywhere: RequestListener = (request, response) => {
  const { method, url = '' } = request;
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  if (url.startsWith('/fhir/metadata')) {
    return json(response, 200, {
      resourceType: 'CapabilityStatement',
      fhirVersion: 'R4',
      rest: 'yes',
    });
  }
  if (url.startsWith('/fhir/Practitioner')) return json(response, 200, { ok: true });
  if (url.startsWith('/agenda')) return void response.writeHead(500).end('undefined');
  if (method === 'POST') return json(response, 500, { error: 'POST ?' });
  const place = { resourceType: 'Location', id: 7, name: '', telecom: [{ value: '01 23' }] };
  const slot = {
    resourceType: 'Slot',
    id: null,
    schedule: { reference: 'http://127.0.0.1/fhir/Schedule/1' },
    status: 'libre',
    start: `${tomorrow}`,
    end: `${tomorrow}`,
    serviceType: 'AMB',
    appointmentType: [],
    comment: '/agenda',
  };
  json(response, 200, {
    resourceType: 'Bundle',
    type: 'search-set',
    total: '3',
    link: 'self',
    entry: [
      { resource: slot },
      { resource: slot },
      { resource: place },
      { resource: place, fullUrl: 1, search: 'match' },
      { resource: { resourceType: 'Organization', identifier: { value: '34173748400020' } } },
      { resource: { resourceType: 'Schedule', actor: 'Location/7' } },
      null,
      [],
      'Slot',
    ],
  });
};

/** Answers everything with a page. */
export const html: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Bonjour</p>');
};

/** Accepts connections, and never answers. */
export const hangs: RequestListener = () => {};

/** Answers the first question, then no other. */
export const hangsLater: RequestListener = (request, response) => {
  if (request.url === '/fhir/metadata') html(request, response);
};

/** Sends a body without an end. */
export const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/fhir+json' });
  const chunk = Buffer.alloc(1024 * 1024, '[');
  const write = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', write);
  write();
};

/** Sends a body without an end, a byte at a time. */
export const trickles: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/fhir+json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

/** Redirects to itself. */
export const loops: RequestListener = (request, response) => {
  response.writeHead(302, { location: request.url }).end();
};

/** Not HTTP at all. */
export const noHttp: RequestListener = (request) => {
  request.socket.end('220 agenda.example ESMTP\r\n');
};

/** JSON so deep that a reader that recurses would fall over. */
export const deep: RequestListener = (_request, response) => {
  const body = `{"resourceType":"Bundle","entry":${'['.repeat(5000)}${']'.repeat(5000)}}`;
  response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(body);
};

/** Starts one on a free port. */
export async function serveStrange(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
