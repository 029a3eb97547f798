import type { Flow } from '../../state/exchange.js';
import type { FaultLimit } from '../../state/fault-limit.js';
import type { Fault, FaultSettings, FaultTarget } from '../../state/fault-switches.js';
import { toCount } from './words.js';

/** The name of each target. */
export const targetWords: Readonly<
  Record<FaultTarget, { readonly title: string; readonly short: string; readonly about: string }>
> = {
  appointments: {
    title: 'Serveur de rendez-vous',
    short: 'serveur de rendez-vous',
    about: 'La plateforme, quand votre logiciel lui annonce un rendez-vous (INT_R03).',
  },
  'sign-on': {
    title: 'Fournisseur d’identité',
    short: 'fournisseur d’identité',
    about: 'La plateforme, quand elle connecte un régulateur à votre logiciel (INT_SSO).',
  },
  calls: {
    title: 'Appels de la plateforme',
    short: 'appels de la plateforme',
    about:
      'Ce que la plateforme envoie à votre logiciel : recherches de créneaux, comptes de régulateurs, associations (INT_SOS1, INT_R02).',
  },
};

interface FaultWords {
  /** What the platform does. */
  readonly title: string;
  /** What the vendor's software should then do or show. */
  readonly expected: string;
}

const appointments: Readonly<Record<Fault, FaultWords>> = {
  slow: {
    title: 'Répond en retard',
    expected:
      'La réservation se fait sans attendre la plateforme : le régulateur voit sa confirmation tout de suite, la transmission part ensuite.',
  },
  refuse: {
    title: 'Refuse la transmission (422)',
    expected:
      'La transmission est mise de côté avec le motif du refus ; une personne peut le lire et la renvoyer. Les autres rendez-vous partent normalement.',
  },
  unavailable: {
    title: 'Se dit indisponible (503)',
    expected:
      'La réservation reste acquise ; la transmission attend et repart d’elle-même. Rien ne se perd.',
  },
  'too-many': {
    title: 'Demande d’attendre (429, Retry-After)',
    expected: 'La transmission attend au moins le délai demandé avant de repartir.',
  },
  cut: {
    title: 'Coupe avant d’enregistrer',
    expected: 'La transmission repart d’elle-même et arrive une fois la panne levée.',
  },
  'cut-after': {
    title: 'Enregistre, puis coupe sans répondre',
    expected:
      'La nouvelle tentative est un PUT conditionnel : un seul rendez-vous ici, marqué « répété » au plus.',
  },
  twice: {
    title: 'Répond deux fois',
    expected: 'La seconde réponse est ignorée : aucun effet visible.',
  },
  down: {
    title: 'Hors service',
    expected:
      'La réservation reste acquise ; les transmissions s’accumulent et partent dans l’ordre au retour de la plateforme.',
  },
};

const signOn: Readonly<Record<(typeof signOnFaults)[number], FaultWords>> = {
  slow: {
    title: 'Répond en retard',
    expected:
      'La connexion aboutit, plus lentement ; ou une page dit que la plateforme tarde et propose de réessayer.',
  },
  refuse: {
    title: 'Refuse la connexion (access_denied)',
    expected:
      'Une page en français dit que la connexion a été refusée, avec une référence à citer. Aucune session n’est ouverte.',
  },
  unavailable: {
    title: 'Se dit indisponible (503)',
    expected:
      'Une page dit que la plateforme est indisponible et propose de réessayer ; le logiciel lui-même reste utilisable.',
  },
  cut: {
    title: 'Coupe la connexion',
    expected: 'La même page que pour une indisponibilité, sans détail technique.',
  },
  down: {
    title: 'Hors service',
    expected:
      'Le navigateur dit lui-même que la page est injoignable : votre logiciel l’y avait envoyé. Les sessions déjà ouvertes continuent de servir, et la connexion suivante réussit.',
  },
};
const signOnFaults = ['slow', 'refuse', 'unavailable', 'cut', 'down'] as const;

const calls: Readonly<Record<(typeof callFaults)[number], FaultWords>> = {
  slow: {
    title: 'Appelle en retard',
    expected: 'Rien de visible chez vous : seul le régulateur attend.',
  },
  cut: {
    title: 'Coupe avant la réponse',
    expected: 'Votre logiciel abandonne la recherche sans erreur grave ; l’appel suivant réussit.',
  },
  twice: {
    title: 'Appelle deux fois en même temps',
    expected: 'Les deux appels réussissent ; un compte créé deux fois n’existe qu’une fois.',
  },
  down: {
    title: 'N’envoie plus de requête',
    expected: 'Votre logiciel ne reçoit rien et n’a rien à montrer ; ici, chaque recherche le dit.',
  },
};
const callFaults = ['slow', 'cut', 'twice', 'down'] as const;

const words: Readonly<Record<FaultTarget, Readonly<Partial<Record<Fault, FaultWords>>>>> = {
  appointments,
  'sign-on': signOn,
  calls,
};

/** Describes a fault, and what it should cause. */
export function toFaultWords(target: FaultTarget, fault: Fault): FaultWords {
  return words[target][fault] ?? { title: fault, expected: '' };
}

/** Names the fault that an exchange of a flow met. */
export function toFaultName(flow: Flow, fault: string): string {
  const target = flow === 'appointments' || flow === 'sign-on' ? flow : 'calls';
  return quote(words[target][fault as Fault]?.title ?? fault);
}

/** No line begins or ends with a sign alone. */
const quote = (title: string): string =>
  `«\u00a0${title.charAt(0).toLowerCase()}${title.slice(1)}\u00a0»`;

/** Describes what is switched on, one item per failing target. */
export function toFaultSentence(settings: FaultSettings): readonly string[] {
  return (['appointments', 'sign-on', 'calls'] as const).flatMap((target) => {
    const fault = settings[target];
    if (!fault) return [];
    const { title } = toFaultWords(target, fault);
    const limit = toLimitWords(settings.limits[target]);
    return [`${targetWords[target].short}, ${quote(title)}${limit && ` (${limit})`}`];
  });
}

/** Describes what is left of a fault; empty if nothing limits it. */
export function toLimitWords(limit: FaultLimit | null): string {
  const { requests = null, seconds = null, percent = null } = limit ?? {};
  return [
    percent !== null && `${percent} % des requêtes`,
    requests !== null && `encore ${toCount(requests, 'requête', 'requêtes')}`,
    seconds !== null && `encore ${seconds.toLocaleString('fr')} s`,
  ]
    .filter(Boolean)
    .join(', ');
}
