export type {
  CallerSubject,
  DistinguishedName,
  DistinguishedNameAttribute,
} from './certificate/distinguished-name.js';
export { parseDistinguishedName } from './certificate/parse-distinguished-name.js';
export type { CertificateSource, PresentedCertificate } from './certificate-source.js';
export {
  type ClientCaller,
  type ClientCertificateGuard,
  type ClientCertificateGuardOptions,
  createClientCertificateGuard,
  type GuardDecision,
  type RevocationPolicy,
} from './create-client-certificate-guard.js';
export { fromProxyHeader, type ProxyHeaderSourceOptions } from './from-proxy-header.js';
export { fromSocket, type SocketSourceOptions } from './from-socket.js';
export {
  createMutualTlsFetch,
  type MutualTlsDispatcher,
  type MutualTlsFetch,
  type MutualTlsFetchOptions,
  type OutboundIdentity,
  type OutboundLimits,
} from './outbound/create-mutual-tls-fetch.js';
export {
  type OutboundFiles,
  type WatchedMutualTlsFetch,
  type WatchMutualTlsFetchOptions,
  watchMutualTlsFetch,
} from './outbound/watch-mutual-tls-fetch.js';
export { createApachePreset } from './presets/apache-preset.js';
export { awsAlbPassThroughPreset, awsAlbVerifyPreset } from './presets/aws-alb-preset.js';
export { clientCertPreset } from './presets/client-cert-preset.js';
export { envoyPreset } from './presets/envoy-preset.js';
export { createHaproxyPreset, type HaproxyPresetOptions } from './presets/haproxy-preset.js';
export { createNginxPreset } from './presets/nginx-preset.js';
export type { HeaderReader, ProxyPreset } from './presets/proxy-preset.js';
export { traefikPreset } from './presets/traefik-preset.js';
export type { VerdictPresetOptions } from './presets/verdict-preset.js';
export {
  createProofChecker,
  type ProofChecker,
  type ProxyProof,
  type ProxySecret,
} from './proxy-proof.js';
export { type CreateTlsOptions, createTlsOptions } from './tls/create-tls-options.js';
export type { OwnCertificate, PemIdentity, PfxIdentity } from './tls/identity.js';
export { type TlsFiles, type TlsWatcher, type WatchTlsOptions, watchTls } from './tls/watch-tls.js';
export { type TrustWatcher, type WatchTrustOptions, watchTrust } from './tls/watch-trust.js';
export {
  type CertificateMaterial,
  type ChainAssessment,
  createTrustStore,
  type RevocationListState,
  type TrustMaterial,
  type TrustStore,
  type TrustStoreOptions,
} from './trust-store.js';
