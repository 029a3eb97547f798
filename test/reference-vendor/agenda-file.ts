import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

/** Writes an agenda file with one association per three places, and returns its path. */
export async function writeAgendaFile(
  folder: string,
  { slots, places = 3, name = 'agenda.json' }: { slots: number; places?: number; name?: string },
): Promise<string> {
  const path = join(folder, name);
  const file = createWriteStream(path);
  const associations = Array.from({ length: Math.ceil(places / 3) }, (_, index) => ({
    siret: String(34_173_748_400_020 + index),
    name: `SOS Médecins ${index}`,
    places: Array.from({ length: Math.min(3, places - index * 3) }, (_, rank) => ({
      id: `p${index * 3 + rank}`,
      name: `Centre ${index * 3 + rank}`,
      phone: '01 99 00 12 34',
      address: { line: '1 rue de la Paix', postalCode: '35000', city: 'RENNES' },
    })),
  }));
  const head = JSON.stringify({ idSystem: 'https://editeur.example/ids', associations });
  file.write(`${head.slice(0, -1)},"slots":[`);
  // At least an hour ahead: no slot starts, and so disappears from answers, while a test runs.
  const first = (Math.floor(Date.now() / 3_600_000) + 2) * 3_600_000;
  for (let index = 0; index < slots; index += 1) {
    const start = first + Math.floor(index / places) * 900_000;
    const slot = {
      id: `s${index}`,
      place: `p${index % places}`,
      start: new Date(start).toISOString(),
      end: new Date(start + 900_000).toISOString(),
      audience: ['public', 'sas'],
      consultation: ['on-site'],
      booking: 'appointment',
      reasons: index % 4 === 0 ? ['Fièvre'] : [],
      status: index % 2 === 0 ? 'free' : 'booked',
    };
    if (!file.write(`${index === 0 ? '\n' : ',\n'}${JSON.stringify(slot)}`))
      await once(file, 'drain');
  }
  file.end(']}\n');
  await once(file, 'close');
  return path;
}
