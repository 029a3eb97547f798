import type { SecureVersion } from 'node:tls';
import { identifierSystems } from '@sas-sos/core';
import type { Text } from '../../rule/text.js';
import { transportAdmitted } from '../../rules/transport/transport-admitted.js';
import type { TransportAttempt } from '../../rules/transport/transport-attempt.js';
import { transportPublishedSearch } from '../../rules/transport/transport-published-search.js';
import { transportRefusalStatus } from '../../rules/transport/transport-refusal-status.js';
import { transportRefused } from '../../rules/transport/transport-refused.js';
import { transportTlsModern } from '../../rules/transport/transport-tls-modern.js';
import { transportTlsOld } from '../../rules/transport/transport-tls-old.js';
import type { IdentityName } from '../../run/exchange.js';
import { LeaveOut } from '../../run/leave-out.js';
import type { Scene } from '../../run/scene.js';
import { defineStep, type Evidence, type Step } from '../../run/step.js';
import { toFhirHeaders } from '../fhir-request.js';
import { toSearchQuery } from '../search/search-request.js';

const overHttp: Text = {
  fr: 'L’adresse du logiciel est en http : donnez celle en https, qui sera certifiée.',
  en: 'The address of the software is http: give the https one, which will be certified.',
};

const modern: Text = {
  fr: 'Connexion en TLS 1.2 ou 1.3, sans certificat',
  en: 'Connection with TLS 1.2 or 1.3, without a certificate',
};

const modernStep = defineStep<TransportAttempt>({
  id: 'transport.tls-modern',
  group: 'transport',
  title: modern,
  check: 1,
  rules: [transportTlsModern],
  run: (scene) => attempt(scene, { title: modern, identity: 'none' }),
});

/** A step that only an old version of TLS is offered in. */
function toOldStep(version: SecureVersion, name: string): Step {
  const title: Text = {
    fr: `Connexion en ${name}, sans certificat`,
    en: `Connection with ${name}, without a certificate`,
  };
  return defineStep<TransportAttempt>({
    id: `transport.${name.toLowerCase().replace(/[ .]/g, '-')}`,
    group: 'transport',
    title,
    check: 1,
    rules: [transportTlsOld],
    run: (scene) => attempt(scene, { title, identity: 'none', version }),
  });
}

interface Caller {
  readonly id: string;
  readonly identity: IdentityName;
  readonly title: Text;
}

const callers: readonly Caller[] = [
  {
    id: 'valid',
    identity: 'valid',
    title: { fr: 'Recherche avec un certificat valide', en: 'Search with a valid certificate' },
  },
  {
    id: 'wrong-common-name',
    identity: 'wrongCommonName',
    title: { fr: 'Recherche avec un autre CN', en: 'Search with another CN' },
  },
  {
    id: 'wrong-organizational-unit',
    identity: 'wrongOrganizationalUnit',
    title: { fr: 'Recherche avec un autre OU', en: 'Search with another OU' },
  },
  {
    id: 'revoked',
    identity: 'revoked',
    title: { fr: 'Recherche avec un certificat révoqué', en: 'Search with a revoked certificate' },
  },
  {
    id: 'none',
    identity: 'none',
    title: { fr: 'Recherche sans certificat', en: 'Search without a certificate' },
  },
];

function toCallerStep({ id, identity, title }: Caller): Step {
  const isAdmitted = identity === 'valid';
  return defineStep<TransportAttempt>({
    id: `transport.certificate-${id}`,
    group: 'transport',
    title,
    check: 2,
    rules: isAdmitted ? [transportAdmitted] : [transportRefused, transportRefusalStatus],
    run(scene) {
      const { identities } = scene.settings.certificates;
      // Without a certificate of ours the vendor cannot tell callers apart: nothing to try.
      if (identity === 'none' ? !identities.valid : !identities[identity]) {
        const name = identity === 'none' ? 'valid' : identity;
        throw new LeaveOut({
          fr: `Donnez ce certificat dans certificates.${name}.`,
          en: `Give this certificate in certificates.${name}.`,
        });
      }
      return attempt(scene, { title, identity });
    },
  });
}

const published: Text = {
  fr: 'Recherche INT_R01 du kit publié, avec un certificat valide',
  en: 'INT_R01 search of the published kit, with a valid certificate',
};

/** What the published kit sends, whatever the vendor: no schedule of ours has a practitioner. */
function toPublishedQuery(): string {
  const { from, to } = kitWindow;
  const person = `${encodeURIComponent(identifierSystems.person)}%7C899700218896`;
  const instants = [`ge${instant(from)}`, `le${instant(to)}`];
  return [
    '_include=Slot%3Aschedule',
    '_include%3Aiterate=Schedule%3Aactor',
    'status=free',
    ...instants.map((text) => `start=${text}`),
    `schedule.actor%3APractitioner.identifier=${person}`,
  ].join('&');
}

const instant = (epoch: number) => encodeURIComponent(new Date(epoch).toISOString());

/** The kit's own window: an empty answer is a good one. */
const kitWindow = {
  from: Date.parse('2024-01-15T00:00:00+01:00'),
  to: Date.parse('2024-01-16T00:00:00+01:00'),
};

/** TLS, and the five certificates. */
export const transportSteps: readonly Step[] = [
  modernStep,
  toOldStep('TLSv1.1', 'TLS 1.1'),
  toOldStep('TLSv1', 'TLS 1.0'),
  ...callers.map(toCallerStep),
  defineStep<TransportAttempt>({
    id: 'transport.published-search',
    group: 'transport',
    title: published,
    check: 2,
    rules: [transportPublishedSearch],
    run: (scene) =>
      attempt(scene, { title: published, identity: 'valid' }, `/Slot?${toPublishedQuery()}`),
  }),
];

async function attempt(
  scene: Scene,
  how: {
    readonly title: Text;
    readonly identity: IdentityName;
    readonly version?: SecureVersion | undefined;
  },
  path?: string,
): Promise<Evidence<TransportAttempt>> {
  const { vendor, isTls, associations } = scene.settings;
  if (!isTls && path === undefined) throw new LeaveOut(overHttp);
  const sirets = [associations.onePlace ?? associations.twoPlaces ?? '333417374840002'];
  const search = `/Schedule?${toSearchQuery({ sirets, ...kitWindow })}`;
  const url = `${vendor}${path ?? search}`;
  const exchange = await scene.attempt({ ...how, url, headers: toFhirHeaders(url) });
  return { subject: { exchange }, exchanges: [exchange.number] };
}
