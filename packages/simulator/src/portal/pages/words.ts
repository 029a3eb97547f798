import type { Flow } from '../../state/exchange.js';
import type { PlatformRegulator } from '../../state/platform-state.js';

/** Writes a name as it appears in a sentence. */
export const toFullName = ({
  givenName,
  familyName,
}: Pick<PlatformRegulator, 'givenName' | 'familyName'>): string =>
  `${givenName} ${familyName.toLocaleUpperCase('fr')}`;

/** The name of each flow. */
export const flowWords: Readonly<Record<Flow, string>> = {
  slots: 'Créneaux',
  associations: 'Associations',
  regulators: 'Régulateurs',
  appointments: 'Rendez-vous',
  'sign-on': 'Connexion',
};

const numbers = new Intl.NumberFormat('fr');

/** Counts things: `1 créneau`, `4 000 créneaux`. */
export function toCount(count: number, one: string, many: string): string {
  return `${numbers.format(count)} ${count > 1 ? many : one}`;
}

/** Writes how long something took: `42 ms`, `1,3 s`. */
export function toDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1).replace('.', ',')} s`;
}

/** Writes a size: `312 o`, `1,4 Mo`. */
export function toSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} o`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1).replace('.', ',')} ko`;
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`;
}
