// @ts-check
import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { createTestPki } from '@sas-sos/test-pki';
import { toPem } from './scene.mjs';

/** @typedef {import('./judge-with-openssl.mjs').Verdict} Verdict */

const pki = createTestPki();

/**
 * Judges clients as the OpenSSL within Node does, in handshakes with a server that has their
 * authorities and lists. At the present instant only.
 *
 * @param {import('./compare.mjs').Material} material
 * @returns {Promise<Verdict[] | undefined>} `undefined` when authorities or lists cannot be loaded
 */
export async function judgeWithHandshakes({ authorities, lists, clients }) {
  let server;
  try {
    server = createServer({
      ...pki.server,
      ca: authorities.map((der) => toPem('CERTIFICATE', der)),
      crl: lists.map((der) => toPem('X509 CRL', der)),
      requestCert: true,
      rejectUnauthorized: false,
    });
  } catch {
    return undefined;
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const verdicts = [];
  for (const client of clients) verdicts.push(await shakeHands(server, client));
  server.close();
  return verdicts;
}

/**
 * @param {import('node:tls').Server} server
 * @param {{ cert: Buffer, key: string }} client
 * @returns {Promise<Verdict>}
 */
async function shakeHands(server, { cert, key }) {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const ended = new AbortController();
  const { signal } = ended;
  let socket;
  try {
    const identity = { cert: toPem('CERTIFICATE', cert), key };
    socket = connect({ port, host: '127.0.0.1', ca: pki.ca, ...identity });
  } catch {
    return { isAccepted: false, reason: 'cannot be presented' };
  }
  socket.on('error', () => {});
  try {
    const [connection] = await Promise.race([
      once(server, 'secureConnection', { signal }),
      once(server, 'tlsClientError', { signal }).then(([error]) => [error]),
    ]);
    if (connection instanceof Error) return { isAccepted: false, reason: connection.message };
    const { authorized, authorizationError } = connection;
    connection.on('error', () => {});
    connection.destroy();
    return { isAccepted: authorized, reason: String(authorizationError ?? '') };
  } finally {
    ended.abort();
    socket.destroy();
  }
}
