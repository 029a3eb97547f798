import { readOutcomeText } from '@sas-sos/conformance';
import type { VendorCall } from './vendor-caller.js';

/** A call without a usable result. */
export interface CallFailure {
  readonly outcome: 'failed';
  /** Why, in French, for a person. */
  readonly message: string;
  /** What to do about it, in French; null if there is nothing to do. */
  readonly advice: string | null;
  /** The vendor's message: foreign text; null if there is none. */
  readonly detail: string | null;
  /** Whether a switch of the simulator caused it: the vendor's software is not at fault. */
  readonly isSimulated: boolean;
  readonly exchanges: readonly number[];
}

/** Explains a call that brought no search set: who is at fault, and what to do about it. */
export function toCallFailure(
  { answer, failure, code, isSimulated, exchanges }: Omit<VendorCall, 'checks'>,
  vendorUrl: string,
): CallFailure {
  const shared = { outcome: 'failed', isSimulated, exchanges } as const;
  if (!answer) {
    const advice = isSimulated ? null : toNetworkAdvice(code, vendorUrl);
    return { ...shared, message: failure ?? '', detail: null, advice };
  }
  const { status, data, headers } = answer;
  const isPage = isHtml(data, headers);
  const detail = isPage ? null : readOutcomeText(data) || null;
  const words =
    status === 200
      ? toContentWords(data, isPage)
      : toStatusWords(status, headers.get('location'), vendorUrl);
  return { ...shared, ...words, detail };
}

function isHtml(data: unknown, headers: Headers): boolean {
  return (
    typeof data === 'string' &&
    (/html/i.test(headers.get('content-type') ?? '') || /^\s*<(?:!doctype|html)/i.test(data))
  );
}

type Words = Pick<CallFailure, 'message' | 'advice'>;

function toContentWords(data: unknown, isPage: boolean): Words {
  if (isPage) {
    return {
      message: 'Sa réponse est une page HTML, pas un Bundle de FHIR.',
      advice:
        'L’adresse est sans doute celle du site, ou d’une page de connexion : donnez celle de l’API FHIR.',
    };
  }
  if (typeof data === 'string') {
    return {
      message: 'Sa réponse n’est pas du JSON.',
      advice: 'Elle est peut-être coupée : comparez la fin du corps à ce que vous avez envoyé.',
    };
  }
  return {
    message: 'Sa réponse n’est pas un Bundle de FHIR.',
    advice: 'Une recherche répond toujours par un Bundle, vide si rien ne correspond.',
  };
}

function toStatusWords(status: number, location: string | null, vendorUrl: string): Words {
  const message = `Il a répondu par le statut ${status}, là où 200 est attendu.`;
  if (status >= 300 && status < 400) {
    const target = location ? ` Elle mène à ${location.slice(0, 300)}.` : '';
    return {
      message: `Il a répondu par une redirection (${status}).${target}`,
      advice:
        'La plateforme n’en suit aucune : son certificat n’irait pas où il faut. Répondez directement, ou donnez l’adresse finale au simulateur.',
    };
  }
  if (status === 401 || status === 403) {
    return {
      message: `Il a refusé la plateforme (statut ${status}).`,
      advice: vendorUrl.startsWith('https:')
        ? 'Elle ne présente que son certificat, sans mot de passe ni jeton : vérifiez l’autorité, le CN et l’OU que votre logiciel attend.'
        : 'Elle ne présente ni mot de passe ni jeton, et en http aucun certificat : ouvrez l’API FHIR sans authentification, ou lancez le simulateur avec --mtls.',
    };
  }
  if (status === 404 || status === 405) {
    return {
      message,
      advice: `Rien ne sert cette requête à ${vendorUrl} : vérifiez le chemin de l’API FHIR.`,
    };
  }
  if (status === 429) {
    return {
      message,
      advice: 'Votre logiciel limite les appels : la plateforme n’attend pas, elle abandonne.',
    };
  }
  if (status < 500) {
    return {
      message,
      advice: 'Il juge la requête non valide : comparez-la au guide, dans l’échange.',
    };
  }
  return {
    message,
    advice:
      'Il est joignable, et a échoué : cherchez l’erreur dans ses journaux, à l’heure de l’échange.',
  };
}

function toNetworkAdvice(code: string | null, vendorUrl: string): string {
  if (code === null) return 'Cherchez dans ses journaux ce qui l’a retenu.';
  if (isWrongScheme(code)) {
    return `Donnez ${vendorUrl.replace(/^https/, 'http')} au simulateur, ou servez votre logiciel en https.`;
  }
  if (/^(?:ENOTFOUND|EAI_AGAIN)$/.test(code)) return 'Vérifiez le nom de la machine.';
  if (/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|HPE_)/.test(code) && vendorUrl.startsWith('http:')) {
    return `S’il sert en https, donnez ${vendorUrl.replace(/^http/, 'https')} au simulateur ; sinon, cherchez dans ses journaux pourquoi il a coupé.`;
  }
  if (
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_CONNECT)/.test(code)
  ) {
    return `Vérifiez qu’il est démarré et que son adresse est bien ${vendorUrl}.`;
  }
  return 'Le détail est dans l’échange.';
}

/** Whether the TLS library received something that is not TLS. */
const isWrongScheme = (code: string): boolean =>
  /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)$/.test(
    code,
  );
