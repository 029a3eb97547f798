import type { RealmClient, RealmName } from '@sas-sos/test-provider';
import type { Check } from '../../state/exchange.js';

/** Checks the vendor's request to the authorization endpoint. */
export function checkAuthorizationRequest(
  query: URLSearchParams,
  {
    name,
    registration,
  }: {
    readonly name: RealmName;
    readonly registration: Pick<RealmClient, 'clientId' | 'redirectUris'>;
  },
): readonly Check[] {
  const has = (parameter: string) => (query.get(parameter) ?? '') !== '';
  const scopes = (query.get('scope') ?? '').split(' ');
  const isSas = name === 'sas';
  const wantedScope = isSas ? 'email' : 'scope_all';
  return [
    toCheck('client', 'error', query.get('client_id') === registration.clientId, {
      right: 'Le client est connu.',
      wrong: `client_id n’est pas celui qui est enregistré : ${registration.clientId}.`,
    }),
    toCheck(
      'redirect-uri',
      'error',
      registration.redirectUris.includes(query.get('redirect_uri') ?? ''),
      {
        right: 'L’adresse de retour est enregistrée.',
        wrong: `redirect_uri n’est pas enregistrée ; attendue : ${registration.redirectUris.join(', ')}.`,
      },
    ),
    toCheck('response-type', 'error', query.get('response_type') === 'code', {
      right: 'Le flux est celui du code d’autorisation.',
      wrong: 'response_type doit valoir code.',
    }),
    toCheck('scope', 'error', scopes.includes('openid'), {
      right: 'scope contient openid.',
      wrong: 'scope doit contenir openid.',
    }),
    toCheck('scope-identity', 'warning', scopes.includes(wantedScope), {
      right: `scope contient ${wantedScope}.`,
      wrong: `scope devrait contenir ${wantedScope} : sans lui, le compte ne peut pas être retrouvé.`,
    }),
    toCheck(
      'pkce',
      'error',
      has('code_challenge') && query.get('code_challenge_method') === 'S256',
      {
        right: 'PKCE est là, en S256.',
        wrong: 'PKCE est exigé : code_challenge, et code_challenge_method=S256.',
      },
    ),
    toCheck('state', 'warning', has('state'), {
      right: 'state est là.',
      wrong: 'state manque : le retour ne peut pas être rattaché au navigateur qui est parti.',
    }),
    toCheck('nonce', 'warning', has('nonce'), {
      right: 'nonce est là.',
      wrong: 'nonce manque : un jeton d’identité pourrait être rejoué.',
    }),
    ...(isSas
      ? []
      : [
          toCheck('acr-values', 'warning', query.get('acr_values') === 'eidas1', {
            right: 'acr_values vaut eidas1.',
            wrong: 'acr_values devrait valoir eidas1.',
          }),
        ]),
  ];
}

function toCheck(
  rule: string,
  severity: Check['severity'],
  passed: boolean,
  { right, wrong }: { readonly right: string; readonly wrong: string },
): Check {
  return { rule: `sign-on.${rule}`, severity, passed, message: passed ? right : wrong };
}
