import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createFolder, startVendor } from '../reference-vendor/start-vendor.js';

/** The reference vendor with many slots, behind a proxy that delays its answers. */
export interface LargeVendor extends AsyncDisposable {
  /** Its FHIR base, through the proxy. */
  readonly fhirUrl: string;
  /** Milliseconds before each request goes on. */
  delay: number;
}

const demo = fileURLToPath(new URL('../../examples/express/agenda/demo.json', import.meta.url));

/** Starts it with slots tomorrow and the day after, at the places of the demo agenda. */
export async function startLargeVendor(slots: number): Promise<LargeVendor> {
  const folder = createFolder();
  const agenda = join(folder.path, 'agenda.json');
  writeFileSync(agenda, JSON.stringify(toAgenda(slots)));
  const vendor = await startVendor({ DATA_DIR: folder.path, AGENDA_FILE: agenda });
  const settings = { delay: 0 };
  const server = createServer(async (request, response) => {
    await wait(settings.delay);
    const { method, headers } = request;
    const asked = ask(`${vendor.url}${request.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    fhirUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    get delay() {
      return settings.delay;
    },
    set delay(milliseconds) {
      settings.delay = milliseconds;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await vendor[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

interface Agenda {
  readonly associations: readonly { readonly places: readonly { readonly id: string }[] }[];
}

function toAgenda(count: number): object {
  const agenda = JSON.parse(readFileSync(demo, 'utf8')) as Agenda;
  const places = agenda.associations.flatMap((association) => association.places);
  const kinds = [['on-site'], ['remote'], ['home-visit'], ['on-site', 'remote']];
  const slots = Array.from({ length: count }, (_, index) => {
    const turn = Math.floor(index / places.length);
    const minutes = (turn % 96) * 15;
    const toClock = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const day = `+${1 + Math.floor(turn / 96)}d`;
    return {
      id: `s${index}`,
      place: places[index % places.length]?.id,
      start: `${day} ${toClock(minutes)}`,
      end: `${day} ${toClock(minutes + 10)}`,
      audience: index % 5 === 0 ? ['sas'] : ['public'],
      consultation: kinds[index % kinds.length],
      booking: 'appointment',
      reasons: index % 4 === 0 ? ['Pédiatrie'] : [],
      status: 'free',
    };
  });
  return { ...agenda, slots };
}
