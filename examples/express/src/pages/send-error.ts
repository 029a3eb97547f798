import type { Response } from 'express';
import { sessionOf } from '../session/current-session.js';
import { signedInOf } from '../session/signed-in.js';
import { type ErrorStatus, errorPage } from './error-page.js';
import { send } from './send.js';

/** Answers with the page of an HTTP error; a person who is signed in keeps the header. */
export function sendError(response: Response, status: ErrorStatus): void {
  const signedIn = sessionOf(response) && signedInOf(response);
  send(response, status, errorPage(status, signedIn));
}
