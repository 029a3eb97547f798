// @ts-check
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A relay in front of a server. `silence` swallows everything from now on, in both directions, on
 * the connections that are open, and leaves their sockets open: as behind a firewall that has
 * forgotten them. New connections are served. `open`: how many connections are served.
 *
 * @typedef {AsyncDisposable & {
 *   readonly url: string,
 *   readonly open: number,
 *   silence(isChosen?: (connection: RelayedConnection) => boolean): void,
 * }} Relay
 *
 * `sent`: what the client has sent, as text.
 *
 * @typedef {{ readonly sent: string }} RelayedConnection
 */

/**
 * Starts a relay on a free port of the loopback.
 *
 * @param {string} targetUrl the server behind it
 * @returns {Promise<Relay>} `url`: the same, by way of the relay
 */
export async function startRelay(targetUrl) {
  const target = new URL(targetUrl);
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  /** @type {Set<RelayedConnection & { silence(): void }>} */
  const served = new Set();

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isSilent = false;
    const connection = {
      sent: '',
      silence() {
        isSilent = true;
        served.delete(connection);
      },
    };
    served.add(connection);
    client.on('data', (data) => {
      connection.sent += data.toString('latin1');
    });
    for (const [from, to] of /** @type {const} */ ([
      [client, upstream],
      [upstream, client],
    ])) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (data) => {
        if (!isSilent) to.write(data);
      });
      // The other side's reason is its own.
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        served.delete(connection);
        if (!isSilent) to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(targetUrl);
  url.host = `127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;

  return {
    url: url.href,
    get open() {
      return served.size;
    },
    silence(isChosen = () => true) {
      for (const connection of [...served]) if (isChosen(connection)) connection.silence();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
