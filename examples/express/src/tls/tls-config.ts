/** The caller that is let in on `/fhir`. */
interface CallerConfig {
  readonly commonName: string;
  readonly organizationalUnit: string;
}

/** Authorities and their revocation lists, PEM files. */
interface TrustFiles {
  readonly ca: string;
  readonly crl: string;
}

/** How callers of `/fhir` are told. */
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
      /** To check chain and revocation here as well. */
      readonly trust: TrustFiles | undefined;
    }
);

/** What is wrong with a variable, in a sentence. */
export interface TlsMistake {
  readonly variable: string;
  readonly sentence: string;
}

type Given = Readonly<Record<string, string | undefined>>;
type Outcome = { readonly tls?: TlsConfig; readonly mistakes: readonly TlsMistake[] };

const nodeVariables = ['TLS_CERT', 'TLS_KEY', 'TLS_CA', 'TLS_CRL'] as const;
const callerVariables = ['CLIENT_CN', 'CLIENT_OU'] as const;
const proofVariables = ['PROXY_ADDRESSES', 'PROXY_SECRET'] as const;

const purposes: Readonly<Record<string, string>> = {
  TLS_CERT: "the server's certificate, and the intermediate authorities after it, PEM",
  TLS_KEY: 'its private key, PEM',
  TLS_CA: 'the authorities of the platform, root and every intermediate one, PEM',
  TLS_CRL: 'a revocation list of each of them, PEM: without, no caller could be let in',
  CLIENT_CN: "the CN of the platform's certificate",
  CLIENT_OU: "the OU of the platform's certificate",
};

/** Reads how callers are told; nothing, and no mistake, when nobody is to be told. */
export function readTlsConfig(given: Given): Outcome {
  if (given['CLIENT_CERTIFICATE_PROXY'] !== undefined) return readProxy(given);
  return nodeVariables.some((name) => given[name] !== undefined)
    ? readNode(given)
    : {
        mistakes: present(given, [...callerVariables, ...proofVariables]).map((variable) => ({
          variable,
          sentence: `${variable} checks nobody alone: give TLS_CERT and the others for HTTPS here, or CLIENT_CERTIFICATE_PROXY when a proxy ends TLS.`,
        })),
      };
}

function readNode(given: Given): Outcome {
  const { TLS_CERT: cert, TLS_KEY: key, TLS_CA: ca, TLS_CRL: crl } = given;
  const { CLIENT_CN: commonName, CLIENT_OU: organizationalUnit } = given;
  const mistakes = [
    ...missing(given, [...nodeVariables, ...callerVariables], 'HTTPS'),
    ...present(given, proofVariables).map((variable) => ({
      variable,
      sentence: `${variable} goes with CLIENT_CERTIFICATE_PROXY, which is not set.`,
    })),
  ];
  if (!cert || !key || !ca || !crl || !commonName || !organizationalUnit || mistakes.length > 0) {
    return { mistakes };
  }
  const caller = { commonName, organizationalUnit };
  return { tls: { endsIn: 'node', caller, files: { cert, key, ca, crl } }, mistakes };
}

function readProxy(given: Given): Outcome {
  const { CLIENT_CERTIFICATE_PROXY: proxy, TLS_CA: ca, TLS_CRL: crl } = given;
  const { CLIENT_CN: commonName, CLIENT_OU: organizationalUnit, PROXY_SECRET: secret } = given;
  const mistakes = [
    ...missing(given, callerVariables, 'CLIENT_CERTIFICATE_PROXY'),
    ...(ca || crl ? missing(given, ['TLS_CA', 'TLS_CRL'], 'one of the two') : []),
    ...present(given, ['TLS_CERT', 'TLS_KEY']).map((variable) => ({
      variable,
      sentence: `${variable} is the proxy's, with CLIENT_CERTIFICATE_PROXY: unset it.`,
    })),
  ];
  if (!isProxy(proxy)) {
    mistakes.push({
      variable: 'CLIENT_CERTIFICATE_PROXY',
      sentence: 'CLIENT_CERTIFICATE_PROXY must be nginx, haproxy or apache.',
    });
  }
  if (present(given, proofVariables).length === 0) {
    mistakes.push({
      variable: 'PROXY_SECRET',
      sentence:
        'PROXY_SECRET or PROXY_ADDRESSES must be given with CLIENT_CERTIFICATE_PROXY: nothing else proves that a header comes from the proxy.',
    });
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

function present(given: Given, variables: readonly string[]): readonly string[] {
  return variables.filter((variable) => given[variable] !== undefined);
}

function missing(given: Given, variables: readonly string[], reason: string): TlsMistake[] {
  return variables
    .filter((variable) => given[variable] === undefined)
    .map((variable) => ({
      variable,
      sentence: `${variable} must be given with ${reason}: ${purposes[variable]}.`,
    }));
}
