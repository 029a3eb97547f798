import { readFile } from 'node:fs/promises';
import type { Server, TlsOptions } from 'node:tls';
import { type CallerGuard, type Clock, isSasError, type Logger } from '@sas-sos/core';
import {
  type CertificateSource,
  createApachePreset,
  createClientCertificateGuard,
  createHaproxyPreset,
  createNginxPreset,
  fromProxyHeader,
  fromSocket,
  watchTls,
  watchTrust,
} from '@sas-sos/mtls';
import { ConfigError } from '../config.js';
import type { ConfigMistake } from '../config-mistake.js';
import type { TlsConfig } from './tls-config.js';
import { toProxyProof } from './to-proxy-proof.js';

/** The active identification of callers. */
export interface OpenTls {
  /** Admits only the platform. */
  readonly guard: CallerGuard;
  /** Options of the HTTPS server; `undefined` if a proxy ends TLS. */
  readonly serverOptions: TlsOptions | undefined;
  /** Keeps a server up to date with the files. */
  attach(server: Server): void;
  /** Checks the files now. */
  reload(): Promise<void>;
  close(): void;
}

const presets = {
  nginx: createNginxPreset,
  haproxy: createHaproxyPreset,
  apache: createApachePreset,
};

/**
 * Loads certificates, authorities and lists, and creates the guard that uses them.
 *
 * @throws ConfigError naming the variable of a file that cannot be used.
 */
export async function openTls(
  config: TlsConfig,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<OpenTls> {
  const toGuard = (source: CertificateSource): CallerGuard =>
    createClientCertificateGuard({ callers: [config.caller], source, clock, logger });
  await checkFiles(config);
  try {
    if (config.endsIn === 'node') {
      const tls = await watchTls({ files: config.files, clock, logger });
      return {
        guard: toGuard(fromSocket({ trust: tls.trust })),
        serverOptions: tls.options,
        attach: tls.attach,
        reload: tls.reload,
        close: tls.close,
      };
    }
    const watcher = config.trust && (await watchTrust({ files: config.trust, clock, logger }));
    const source = fromProxyHeader({
      preset: presets[config.proxy](),
      proxy: toProxyProof(config),
      trust: watcher?.trust,
    });
    return {
      guard: toGuard(source),
      serverOptions: undefined,
      attach() {},
      reload: async () => watcher?.reload(),
      close: () => watcher?.close(),
    };
  } catch (error) {
    const mistake = toMistake(error);
    throw mistake ? new ConfigError([mistake]) : error;
  }
}

/** Throws an error that names the variable of every file that cannot be read. */
async function checkFiles(config: TlsConfig): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    ...(config.endsIn === 'node' ? config.files : config.trust),
  };
  const found = await Promise.all(
    Object.entries(files).map(async ([name, path]): Promise<ConfigMistake[]> => {
      const variable = `TLS_${name.toUpperCase()}`;
      try {
        await readFile(path);
        return [];
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return [{ variable, sentence: `${variable} names a file that cannot be read (${code}).` }];
      }
    }),
  );
  const mistakes = found.flat();
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

const sentences: Readonly<Record<string, ConfigMistake>> = {
  cert: {
    variable: 'TLS_CERT',
    sentence:
      'TLS_CERT must contain the complete certificate, then the intermediate authorities, in PEM.',
  },
  key: {
    variable: 'TLS_KEY',
    sentence: 'TLS_KEY must contain the private key of TLS_CERT, in PEM and not encrypted.',
  },
  ca: {
    variable: 'TLS_CA',
    sentence:
      'TLS_CA must contain only certificates of authorities, in PEM: the root and every intermediate one.',
  },
  crl: {
    variable: 'TLS_CRL',
    sentence:
      'TLS_CRL must contain complete revocation lists, in PEM, each signed by an authority of TLS_CA.',
  },
  'proxy.addresses': {
    variable: 'PROXY_ADDRESSES',
    sentence:
      'PROXY_ADDRESSES must be a comma-separated list of addresses (127.0.0.1) or ranges (10.0.0.0/8).',
  },
  'proxy.secret.value': {
    variable: 'PROXY_SECRET',
    sentence: 'PROXY_SECRET must have at least 16 characters, all visible ASCII.',
  },
};

function toMistake(error: unknown): ConfigMistake | undefined {
  const option = isSasError(error) ? error.issues[0]?.expression : undefined;
  return option === undefined ? undefined : sentences[option];
}
