import type { Exchange, ExchangeMessage } from '../../state/exchange.js';

/** Writes exchanges in the HTTP Archive format 1.2, which browsers and proxies open. */
export function toHar(exchanges: readonly Exchange[]): object {
  return {
    log: {
      version: '1.2',
      creator: { name: '@sas-sos/simulator', version: '1' },
      entries: exchanges.map(toEntry),
    },
  };
}

function toEntry(exchange: Exchange): object {
  const { number, flow, method, url, startedAt, durationMilliseconds, status } = exchange;
  const { request, response, failure, fault } = exchange;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: durationMilliseconds,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: toHeaders(request),
      queryString: toQuery(url),
      ...(request.body === null
        ? {}
        : { postData: { mimeType: toType(request), text: request.body } }),
      headersSize: -1,
      bodySize: request.bodyBytes,
    },
    response: {
      status: status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: response ? toHeaders(response) : [],
      content: {
        size: response?.bodyBytes ?? 0,
        mimeType: response ? toType(response) : '',
        ...(response?.body ? { text: response.body } : {}),
      },
      redirectURL: response?.headers.find(([name]) => name === 'location')?.[1] ?? '',
      headersSize: -1,
      bodySize: response?.bodyBytes ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMilliseconds, receive: 0 },
    comment: [`nº ${number}`, flow, failure, fault].filter(Boolean).join(', '),
  };
}

const toHeaders = ({ headers }: ExchangeMessage) =>
  headers.map(([name, value]) => ({ name, value }));

const toType = ({ headers }: ExchangeMessage): string =>
  headers.find(([name]) => name === 'content-type')?.[1] ?? '';

function toQuery(url: string): readonly object[] {
  const query = new URLSearchParams(url.split('#')[0]?.split('?').slice(1).join('?') ?? '');
  return [...query].map(([name, value]) => ({ name, value }));
}
