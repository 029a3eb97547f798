/** The answer to `HEAD`: the same status and headers, no body. */
export function withoutBody(response: Response): Response {
  void response.body?.cancel().catch(() => {});
  return new Response(null, { status: response.status, headers: response.headers });
}
