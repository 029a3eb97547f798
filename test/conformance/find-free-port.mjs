// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that nobody listens on: both sides have to know each other's before they start. */
export async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
