import type { AuditRecord } from '../store/audit-table.js';
import { toIdentifierText } from './regulator-words.js';

const interactions: Readonly<Record<string, string>> = {
  read: 'Lecture',
  'search-type': 'Recherche',
  create: 'Création',
  update: 'Modification',
  capabilities: 'Lecture des capacités',
};
const resources: Readonly<Record<string, string>> = {
  Slot: 'créneaux',
  Schedule: 'agendas',
  Location: 'lieux',
  Organization: 'associations',
  Practitioner: 'compte de régulateur',
};
const sessions: Readonly<Record<string, string>> = {
  '110122': 'Connexion',
  '110123': 'Déconnexion',
};
const appointments: Readonly<Record<string, string>> = {
  taken: 'Rendez-vous pris',
  changed: 'Rendez-vous modifié',
  moved: 'Rendez-vous déplacé',
  cancelled: 'Rendez-vous annulé',
  fulfilled: 'Rendez-vous honoré',
  noshow: 'Rendez-vous non honoré',
  report: 'Rendez-vous transmis à la plateforme',
};
const outcomes: Readonly<Record<string, string>> = {
  '0': 'Fait',
  '4': 'Refusé',
  '8': 'Échec',
};

/** Says who acted: a person, an application, or this software by itself. */
export function toAuditActor({ agent, source }: AuditRecord): string {
  const actor = agent.find(({ requestor }) => requestor) ?? agent[0];
  const name = actor?.who?.display ?? '';
  if (name !== '' && name === source.observer.display) return 'Ce logiciel';
  return name === 'unknown caller' ? 'Appelant inconnu' : name;
}

/** The identifier of who acted, if there is one, and where a call came from. */
export function toAuditActorDetails({ agent }: AuditRecord): readonly string[] {
  const actor = agent.find(({ requestor }) => requestor) ?? agent[0];
  const isPerson = actor?.altId !== undefined;
  const identifier = isPerson ? actor?.who?.identifier?.value : undefined;
  return [identifier && toIdentifierText(identifier), actor?.network?.address].filter(
    (text) => text !== undefined,
  );
}

/** Says what was done. */
export function toAuditAction({ subtype, entity, type }: AuditRecord): string {
  const code = subtype?.[0]?.code ?? '';
  const [subject] = entity ?? [];
  const session = sessions[code];
  if (session) return session;
  const appointment = appointments[subject?.description ?? ''];
  if (appointment) return appointment;
  const resource = resources[subject?.type?.code ?? ''];
  const interaction = interactions[code] ?? (type.code === 'rest' ? 'Demande inconnue' : '');
  return resource ? `${interaction} : ${resource}` : interaction;
}

/** The appointment that was acted on; `undefined` for anything else. */
export function toAuditedAppointment({ entity }: AuditRecord): string | undefined {
  const [subject] = entity ?? [];
  return subject?.type?.code === 'Appointment' ? subject.what?.identifier?.value : undefined;
}

/** Says how it ended. */
export function toAuditOutcome({ outcome, outcomeDesc }: AuditRecord): string {
  const text = outcomes[outcome ?? ''] ?? '';
  return outcome === '0' || !outcomeDesc ? text : `${text} (${outcomeDesc})`;
}
