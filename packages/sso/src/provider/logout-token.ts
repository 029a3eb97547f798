import { z } from 'zod';
import { createRefusal } from '../refuse.js';
import { clockTolerance, type TokenVerifier } from './token-verifier.js';

/** A sign-out at the provider: of one session or, if none is named, of all those of the person. */
export type ProviderLogout =
  | { readonly sessionId: string; readonly subject?: string | undefined }
  | { readonly sessionId?: undefined; readonly subject: string };

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** A replay can only close a session again, and only for this long. */
const longestSeconds = 120;

const schema = z.looseObject({
  iat: z.number(),
  jti: z.string(),
  events: z.looseObject({ [event]: z.looseObject({}) }),
  sub: z.string().min(1).optional(),
  sid: z.string().min(1).optional(),
  nonce: z.undefined().optional(),
});

/**
 * Verifies a logout token, and returns whom it is about.
 *
 * @throws SasError `SAS_SIGN_ON_LOGOUT_TOKEN_INVALID`, `SAS_SIGN_ON_PROVIDER_UNREACHABLE`
 * @see https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation
 */
export async function readLogoutToken(
  token: string,
  {
    issuer,
    clientId,
    jwksUri,
    verify,
    now,
  }: {
    readonly issuer: string;
    readonly clientId: string;
    readonly jwksUri: string;
    readonly verify: TokenVerifier;
    readonly now: number;
  },
): Promise<ProviderLogout> {
  const payload = await verify(token, {
    jwksUri,
    issuer,
    audience: clientId,
    required: ['iat', 'exp', 'jti', 'events'],
    isFromProvider: false,
  });
  const { success, data, error } = schema.safeParse(payload);
  if (!success) throw invalid(error.issues[0]?.path.join('.') ?? 'claims');
  const { iat, sid, sub } = data;
  if (iat < now / 1000 - longestSeconds - clockTolerance) throw invalid('iat');
  if (sid !== undefined) return { sessionId: sid, subject: sub };
  if (sub === undefined) throw invalid('sub, sid');
  return { subject: sub };
}

function invalid(reason: string) {
  return createRefusal('SAS_SIGN_ON_LOGOUT_TOKEN_INVALID', reason);
}
