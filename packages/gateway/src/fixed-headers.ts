/** Sees to the headers that every answer leaves with. */
export function seal(response: Response): Response {
  try {
    return withFixedHeaders(response);
  } catch {
    // The headers of a response that `fetch` gave cannot be changed.
    return withFixedHeaders(new Response(response.body, response));
  }
}

/** The answer to `HEAD`: the same status and headers, no body. */
export function withoutBody(response: Response): Response {
  void response.body?.cancel().catch(() => {});
  return new Response(null, { status: response.status, headers: response.headers });
}

function withFixedHeaders(response: Response): Response {
  response.headers.set('x-content-type-options', 'nosniff');
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}
