import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A relay to a PostgreSQL that refuses what PgBouncer refuses in transaction mode. */
export interface PoolerDouble extends AsyncDisposable {
  /** The URL of the database, through it. */
  readonly url: string;
  /** What it refused, in order. */
  readonly refusals: readonly string[];
}

/** Parameters of a start that PgBouncer accepts. */
const accepted: ReadonlySet<string> = new Set([
  ...['user', 'database', 'application_name', 'client_encoding', 'DateStyle', 'TimeZone'],
  'standard_conforming_strings',
]);

/**
 * Starts the double: it refuses other parameters at the start of a session, and statements with a
 * name, which another session of the server may not have, or have already. Like a pooler, it
 * announces a process of its own.
 */
export async function startPoolerDouble(databaseUrl: string): Promise<PoolerDouble> {
  const { hostname, port } = new URL(databaseUrl);
  const refusals: string[] = [];
  const sockets = new Set<Socket>();

  // Messages are relayed one by one: without noDelay each of them waits for an acknowledgement.
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: Number(port), host: hostname, noDelay: true });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }

    function refuse(code: string, message: string): void {
      refusals.push(message);
      client.end(toFatal(code, message));
    }

    let waiting: Buffer = Buffer.alloc(0);
    let isStarted = false;
    client.on('data', (data) => {
      waiting = Buffer.concat([waiting, data]);
      for (;;) {
        const header = isStarted ? 1 : 0;
        if (waiting.length < header + 4) return;
        const length = header + waiting.readInt32BE(header);
        if (waiting.length < length) return;
        const message = waiting.subarray(0, length);
        waiting = waiting.subarray(length);
        if (!isStarted) {
          isStarted = true;
          const wrong = readStartNames(message).find((name) => !accepted.has(name));
          if (wrong) return refuse('08P01', `unsupported startup parameter: ${wrong}`);
        } else if (message[0] === 0x50 && message[5] !== 0) {
          const name = message.toString('utf8', 5, message.indexOf(0, 5));
          return refuse('42P05', `prepared statement "${name}" already exists`);
        }
        upstream.write(message);
      }
    });

    let isAnnounced = false;
    upstream.on('data', (data) => {
      // The process of a session: in the first answers, which are small.
      const at = isAnnounced ? -1 : data.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (at >= 0) {
        isAnnounced = true;
        data.writeInt32BE(0x7fff0000, at + 5);
      }
      client.write(data);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    refusals,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readStartNames(message: Buffer): readonly string[] {
  const texts = message.toString('utf8', 8).split('\0');
  return texts.filter((text, index) => index % 2 === 0 && text !== '');
}

/** An ErrorResponse that ends the session. */
function toFatal(code: string, message: string): Buffer {
  const fields = ['SFATAL', 'VFATAL', `C${code}`, `M${message}`].map((field) => `${field}\0`);
  const body = Buffer.from(`${fields.join('')}\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
