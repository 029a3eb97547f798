import type { FaultLimit } from '../../state/fault-limit.js';
import {
  type Fault,
  type FaultSettings,
  type FaultTarget,
  faultsOf,
} from '../../state/fault-switches.js';
import { targetWords, toFaultWords, toLimitWords } from './fault-words.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';

/** The numbers of the form. */
export type FaultFields = FaultLimit & Pick<FaultSettings, 'slowMilliseconds'>;

const fields: readonly {
  readonly name: keyof FaultFields;
  readonly label: string;
  readonly help: string;
  readonly mistake: string;
}[] = [
  {
    name: 'requests',
    label: 'Nombre de requêtes',
    help: 'Vide : toutes. 1 : la prochaine seulement.',
    mistake: 'Un nombre entier, de 1 à 10 000, ou rien.',
  },
  {
    name: 'seconds',
    label: 'Durée, en secondes',
    help: 'Vide : jusqu’à ce que vous rétablissiez.',
    mistake: 'Un nombre entier, de 1 à 86 400, ou rien.',
  },
  {
    name: 'percent',
    label: 'Part des requêtes, en %',
    help: 'Vide : 100. À 25, une requête sur quatre.',
    mistake: 'Un nombre entier, de 1 à 100, ou rien.',
  },
  {
    name: 'slowMilliseconds',
    label: 'Retard, en millisecondes',
    help: 'Pour les pannes « en retard » : de 0 à 60\u00a0000.',
    mistake: 'Un nombre entier, de 0 à 60\u00a0000.',
  },
];

/** The switches, and what each should cause in the vendor's software. */
export function toFaultPage(
  settings: FaultSettings,
  {
    isDone = false,
    typed = {},
    refused = new Set(),
  }: {
    readonly isDone?: boolean;
    /** What the form contained, if it is shown again. */
    readonly typed?: Readonly<Partial<Record<string, string>>>;
    readonly refused?: ReadonlySet<keyof FaultFields>;
  } = {},
): PageContent {
  const isOn = settings.appointments || settings['sign-on'] || settings.calls;
  const numbers = toNumbers(settings);
  return {
    title: 'Pannes',
    current: 'faults',
    main: html`<h1>Pannes</h1>
<p class="lead">Mettez la plateforme en difficulté et observez votre logiciel. Sous chaque panne : ce qu’il devrait faire.</p>
${isDone && html`<p class="notice ok" role="status">${isOn ? 'Enregistré : la panne prend effet au prochain échange.' : 'Tout est rétabli : la plateforme répond normalement.'}</p>`}
<form class="faults" method="post" action="/faults" novalidate>
<div class="columns">
${(Object.keys(faultsOf) as FaultTarget[]).map((target) =>
  toTarget(target, settings[target], settings.limits[target]),
)}
</div>
<fieldset class="card reach" id="portee" aria-describedby="portee-aide">
<legend><h2>Portée</h2></legend>
<p class="soft" id="portee-aide">Sans limite, une panne dure jusqu’à ce que vous la leviez. Seules comptent les requêtes qu’elle affecte.</p>
<div class="fields">
${fields.map((field) =>
  toField(field, {
    value: typed[field.name] ?? numbers[field.name] ?? '',
    isRefused: refused.has(field.name),
  }),
)}</div>
</fieldset>
<p class="apply"><button>Appliquer</button> <a class="tap" href="#portee">Limiter la portée</a></p>
</form>`,
  };
}

/** The limits that the form shows: those of the first fault that has any. */
function toNumbers({ limits, slowMilliseconds }: FaultSettings): Partial<FaultFields> {
  const first = Object.values(limits).find((limit) => limit !== null);
  return { ...first, slowMilliseconds };
}

function toField(
  { name, label, help, mistake }: (typeof fields)[number],
  { value, isRefused }: { readonly value: string | number; readonly isRefused: boolean },
): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" inputmode="numeric" autocomplete="off" value="${value}" aria-describedby="${name}-aide${isRefused && ` ${name}-erreur`}"${isRefused && html` aria-invalid="true"`}>
${isRefused && html`<span class="mistake" id="${name}-erreur">✕ ${mistake}</span>`}
<small id="${name}-aide">${help}</small></p>
`;
}

function toTarget(target: FaultTarget, current: Fault | null, limit: FaultLimit | null): Html {
  const { title, about } = targetWords[target];
  return html`<fieldset class="card" aria-describedby="${target}-aide">
<legend><h2>${title}</h2></legend>
<p class="soft" id="${target}-aide">${about}</p>
<label class="choice"><input type="radio" name="${target}" value=""${current === null && html` checked`}> <span>Fonctionnement normal</span></label>
${faultsOf[target].map((fault) => {
  const words = toFaultWords(target, fault);
  const id = `${target}-${fault}`;
  const isOn = current === fault;
  const left = isOn ? toLimitWords(limit) : '';
  return html`<div class="choice"><input type="radio" id="${id}" name="${target}" value="${fault}"${isOn && html` checked`} aria-describedby="${id}-attendu"> <div><label for="${id}">${words.title}</label>${left && html` <span class="tag careful">${left}</span>`}
<small id="${id}-attendu">${words.expected}</small></div></div>
`;
})}</fieldset>
`;
}
