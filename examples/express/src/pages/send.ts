import type { Response } from 'express';

/** Sends a page. */
export function send(response: Response, status: number, page: string): void {
  response.status(status).type('html').send(page);
}
