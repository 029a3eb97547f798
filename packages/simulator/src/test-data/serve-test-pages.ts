import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { demoRegulators } from '../platform/regulators/demo-regulators.js';
import { createPages } from '../portal/pages/create-pages.js';
import {
  createTestSimulation,
  type TestScene,
  type TestSimulation,
} from './create-test-simulation.js';

/** The pages of a simulation, served to a browser. */
export interface TestPages extends AsyncDisposable {
  readonly url: string;
  readonly simulation: TestSimulation;
}

/** Serves the pages to a signed-in person, and the stream that updates them live. */
export async function serveTestPages(scene: TestScene): Promise<TestPages> {
  let listener: RequestListener = (_request, response) => response.destroy();
  const server = createServer((request, response) => listener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const simulation = createTestSimulation({ ...scene, url });
  const app = new Hono();
  app.get('/api/exchanges/stream', (context) =>
    streamSSE(context, async (stream) => {
      const stop = simulation.exchanges.subscribe(
        ({ number }) => void stream.writeSSE({ event: 'exchange', data: '{}', id: `${number}` }),
      );
      await stream.write(': connected\n\n');
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    }),
  );
  app.route(
    '/',
    createPages(simulation, { routes: new Hono(), regulatorOf: () => demoRegulators[0] }),
  );
  listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return {
    url,
    simulation,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
