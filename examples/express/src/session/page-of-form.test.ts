import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { toPageOfForm, toUndone } from './page-of-form.js';

const request = (originalUrl: string, body: object = {}) => ({ originalUrl, body }) as Request;

describe('The page of a form', () => {
  it.each([
    {
      name: 'that books',
      sent: request('/agenda/1111111111/appointments', { slot: 's 1&a' }),
      page: '/agenda/1111111111?slot=s+1%26a',
      undone: 'Rien n’a été réservé.',
    },
    {
      name: 'that books, without a slot',
      sent: request('/agenda/1111111111/appointments'),
      page: '/agenda/1111111111',
      undone: 'Rien n’a été réservé.',
    },
    {
      name: 'that moves',
      sent: request('/appointments/5a/reschedule?x=1', { slot: 's2' }),
      page: '/appointments/5a',
      undone: 'Le rendez-vous n’a pas été déplacé.',
    },
    {
      name: 'that cancels',
      sent: request('/appointments/5a/status', { status: 'cancelled' }),
      page: '/appointments/5a',
      undone: 'Le rendez-vous n’a pas été annulé.',
    },
    {
      name: 'that changes something else',
      sent: request('/appointments/5a/effector', { rpps: '1' }),
      page: '/appointments/5a',
      undone: 'Rien n’a été enregistré.',
    },
    {
      name: 'of another page',
      sent: request('/staff/reports/1/resend'),
      page: '/',
      undone: 'Rien n’a été enregistré.',
    },
    {
      name: 'whose address leads to another site',
      sent: request('//evil.example/agenda/1/appointments'),
      page: '/',
      undone: 'Rien n’a été enregistré.',
    },
    {
      name: 'with a path that is not of this site',
      sent: request('/agenda/\\evil.example/appointments', { slot: 's' }),
      page: '/',
      undone: 'Rien n’a été réservé.',
    },
  ])('$name', ({ sent, page, undone }) => {
    expect({ page: toPageOfForm(sent), undone: toUndone(sent) }).toEqual({ page, undone });
  });
});
