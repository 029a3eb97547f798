import { type ConfigMistake, createConfigMistake, type Variables } from '../config-mistake.js';

/** The caller that `/fhir` admits. */
interface CallerConfig {
  readonly commonName: string;
  readonly organizationalUnit: string;
}

/** Authorities and their revocation lists, PEM files. */
interface TrustFiles {
  readonly ca: string;
  readonly crl: string;
}

/** How callers of `/fhir` are identified. */
export type TlsConfig = { readonly caller: CallerConfig } & (
  | {
      readonly endsIn: 'node';
      readonly files: TrustFiles & { readonly cert: string; readonly key: string };
    }
  | {
      readonly endsIn: 'proxy';
      readonly proxy: 'nginx' | 'haproxy' | 'apache';
      /** Where the proxy connects from. */
      readonly addresses: readonly string[] | undefined;
      /** What it writes into `X-Proxy-Secret`. */
      readonly secret: string | undefined;
      /** Files to check the chain and revocation here too. */
      readonly trust: TrustFiles | undefined;
    }
);

type Outcome = { readonly tls?: TlsConfig; readonly mistakes: readonly ConfigMistake[] };

const nodeVariables = ['TLS_CERT', 'TLS_KEY', 'TLS_CA', 'TLS_CRL'] as const;
const callerVariables = ['CLIENT_CN', 'CLIENT_OU'] as const;
const proofVariables = ['PROXY_ADDRESSES', 'PROXY_SECRET'] as const;

const purposes: Readonly<Record<string, string>> = {
  TLS_CERT: "the server's certificate, then the intermediate authorities, PEM",
  TLS_KEY: 'its private key, PEM',
  TLS_CA: 'the authorities of the platform, root and every intermediate one, PEM',
  TLS_CRL: 'a revocation list of each of them, PEM: without them every caller would be refused',
  CLIENT_CN: "the CN of the platform's certificate",
  CLIENT_OU: "the OU of the platform's certificate",
};

/** Reads how callers are identified; empty, without mistakes, if they are not. */
export function readTlsConfig(given: Variables): Outcome {
  if (given['CLIENT_CERTIFICATE_PROXY'] !== undefined) return readProxy(given);
  return nodeVariables.some((name) => given[name] !== undefined)
    ? readNode(given)
    : {
        mistakes: present(given, [...callerVariables, ...proofVariables]).map((variable) =>
          createConfigMistake(
            variable,
            'has no effect alone: set TLS_CERT and the others for HTTPS here, or CLIENT_CERTIFICATE_PROXY if a proxy ends TLS.',
          ),
        ),
      };
}

function readNode(given: Variables): Outcome {
  const { TLS_CERT: cert, TLS_KEY: key, TLS_CA: ca, TLS_CRL: crl } = given;
  const { CLIENT_CN: commonName, CLIENT_OU: organizationalUnit } = given;
  const mistakes = [
    ...missing(given, [...nodeVariables, ...callerVariables], 'HTTPS'),
    ...present(given, proofVariables).map((variable) =>
      createConfigMistake(
        variable,
        'is only used with CLIENT_CERTIFICATE_PROXY, which is not set.',
      ),
    ),
  ];
  if (!cert || !key || !ca || !crl || !commonName || !organizationalUnit || mistakes.length > 0) {
    return { mistakes };
  }
  const caller = { commonName, organizationalUnit };
  return { tls: { endsIn: 'node', caller, files: { cert, key, ca, crl } }, mistakes };
}

function readProxy(given: Variables): Outcome {
  const { CLIENT_CERTIFICATE_PROXY: proxy, TLS_CA: ca, TLS_CRL: crl } = given;
  const { CLIENT_CN: commonName, CLIENT_OU: organizationalUnit, PROXY_SECRET: secret } = given;
  const mistakes = [
    ...missing(given, callerVariables, 'CLIENT_CERTIFICATE_PROXY'),
    ...(ca || crl ? missing(given, ['TLS_CA', 'TLS_CRL'], 'one of the two') : []),
    ...present(given, ['TLS_CERT', 'TLS_KEY']).map((variable) =>
      createConfigMistake(
        variable,
        'is not used with CLIENT_CERTIFICATE_PROXY, where the proxy ends TLS: unset it.',
      ),
    ),
  ];
  if (!isProxy(proxy)) {
    const rule = 'must be nginx, haproxy or apache.';
    mistakes.push(createConfigMistake('CLIENT_CERTIFICATE_PROXY', rule));
  }
  if (present(given, proofVariables).length === 0) {
    const rule =
      'or PROXY_ADDRESSES must be given with CLIENT_CERTIFICATE_PROXY: only they prove that a header comes from the proxy.';
    mistakes.push(createConfigMistake('PROXY_SECRET', rule));
  }
  if (!isProxy(proxy) || !commonName || !organizationalUnit || mistakes.length > 0) {
    return { mistakes };
  }
  return {
    tls: {
      endsIn: 'proxy',
      caller: { commonName, organizationalUnit },
      proxy,
      addresses: given['PROXY_ADDRESSES']?.split(',').map((address) => address.trim()),
      secret,
      trust: ca && crl ? { ca, crl } : undefined,
    },
    mistakes,
  };
}

function isProxy(text: string | undefined): text is 'nginx' | 'haproxy' | 'apache' {
  return text === 'nginx' || text === 'haproxy' || text === 'apache';
}

function present(given: Variables, variables: readonly string[]): readonly string[] {
  return variables.filter((variable) => given[variable] !== undefined);
}

function missing(given: Variables, variables: readonly string[], reason: string): ConfigMistake[] {
  return variables
    .filter((variable) => given[variable] === undefined)
    .map((variable) =>
      createConfigMistake(variable, `must be given with ${reason}: ${purposes[variable]}.`),
    );
}
