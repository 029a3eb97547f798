import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redirect, toHtml } from './responses.js';

describe('under @hono/node-server, which replaces the global Response', () => {
  const { Request, Response } = globalThis;
  beforeAll(() => {
    getRequestListener(() => new globalThis.Response());
    expect(globalThis.Response).not.toBe(Response);
  });
  afterAll(() => {
    Object.assign(globalThis, { Request, Response });
  });

  it.each([
    {
      name: 'a redirection',
      body: '',
      render: (cookies: string[]) => redirect('/agenda', { cookies }),
    },
    {
      name: 'a page',
      body: '<p>Bonjour</p>',
      render: (cookies: string[]) => toHtml('<p>Bonjour</p>', 200, { cookies }),
    },
  ])('$name keeps its cookies once its body has been asked for', async ({ render, body }) => {
    const response = render(['a=1; Path=/', 'b=2; Path=/']);
    expect(await response.clone().text()).toBe(body);
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(response.clone().headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
  });
});
