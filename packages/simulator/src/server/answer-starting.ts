import type { IncomingMessage, ServerResponse } from 'node:http';

const page = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<title>Démarrage – SAS simulé</title>
</head>
<body>
<main>
<h1>Le simulateur démarre</h1>
<p>Cette page se recharge seule.</p>
</main>
</body>
</html>
`;

/**
 * Answers 503 while the simulator starts: a browser gets a page that reloads, a program gets JSON.
 */
export function answerStarting(request: IncomingMessage, response: ServerResponse): void {
  const isBrowser = /text\/html/i.test(request.headers.accept ?? '');
  response.writeHead(503, {
    'content-type': `${isBrowser ? 'text/html' : 'application/json'}; charset=utf-8`,
    'cache-control': 'no-store',
    'retry-after': '1',
  });
  const error = { message: 'The simulator is starting.', mistakes: [] };
  response.end(isBrowser ? page : JSON.stringify({ error }));
}
