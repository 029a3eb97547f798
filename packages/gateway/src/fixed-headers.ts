/** Sets the headers that every answer has. */
export function withFixedHeaders(response: Response): Response {
  try {
    return setHeaders(response);
  } catch {
    // The headers of a response from `fetch` are immutable.
    return setHeaders(new Response(response.body, response));
  }
}

function setHeaders(response: Response): Response {
  response.headers.set('x-content-type-options', 'nosniff');
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}
