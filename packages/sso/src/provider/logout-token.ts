import { z } from 'zod';
import { createRefusal } from '../refuse.js';
import { clockTolerance, type TokenVerifier } from './token-verifier.js';

/** Who signed out at the provider: of one session, or, when none is named, of all of the person's. */
export type ProviderLogout =
  | { readonly sessionId: string; readonly subject?: string | undefined }
  | { readonly sessionId?: undefined; readonly subject: string };

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** A replay can do no more than close a session anew, and not for longer than this. */
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
 * Checks a logout token, and reads who it is about.
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
  const found = await verify(token, {
    jwksUri,
    issuer,
    audience: clientId,
    required: ['iat', 'jti', 'events'],
    isFromProvider: false,
  });
  const { success, data, error } = schema.safeParse(found);
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
