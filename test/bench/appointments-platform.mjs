// @ts-check
// A platform that accepts everything immediately, and records how many, when and in which order.
import http from 'node:http';
import { now } from './appointments-reports.mjs';

let count = 0;
let disorder = 0;
let last = 0;
let first = 0;
/** The latest start of each appointment. @type {Map<string, string>} */
const starts = new Map();
/** @type {{ count: number, answer(): void }[]} */
let waiting = [];

/** @param {string} text */
function receive(text) {
  const at = now();
  const { identifier, start } = JSON.parse(text);
  const id = identifier[0].value;
  const before = starts.get(id);
  if (before !== undefined && before >= start) disorder += 1;
  starts.set(id, start);
  if (count === 0) first = at;
  last = at;
  count += 1;
  waiting = waiting.filter((waiter) => {
    if (count < waiter.count) return true;
    waiter.answer();
    return false;
  });
  return before === undefined ? 201 : 200;
}

const server = http.createServer((request, response) => {
  const url = String(request.url);
  let text = '';
  request.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  request.on('end', () => {
    if (url.startsWith('/fhir/')) {
      response.writeHead(receive(text), {
        'content-type': 'application/fhir+json',
        location: '/fhir/Appointment/1/_history/1',
      });
      response.end(text);
      return;
    }
    if (url === '/reset' || url === '/recount') {
      count = 0;
      disorder = 0;
      if (url === '/reset') starts.clear();
      response.end();
      return;
    }
    const answer = () => response.end(JSON.stringify({ count, disorder, first, last }));
    waiting.push({ count: Number(/^\/until\/(\d+)$/.exec(url)?.[1]), answer });
    waiting = waiting.filter((waiter) => {
      if (count < waiter.count) return true;
      waiter.answer();
      return false;
    });
  });
});
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`listening on http://127.0.0.1:${port}`);
});
