import type { SasErrorCode } from '@sas-sos/core';

/** A refused sign-on, for the page that reports it. */
export interface SignOnRefusal {
  /** Stable code, from the error catalogue. */
  readonly code: SasErrorCode;
  /** HTTP status of the page. */
  readonly status: number;
  /** Title, in French. */
  readonly title: string;
  /** What happened and what to do, in French. */
  readonly text: string;
  /** Random text that the person quotes to the support, who finds it in the log. */
  readonly reference: string;
  /** Where to try again, a path of this site; absent if it would not help. */
  readonly retryPath?: string | undefined;
  /** A page that can always be opened, a path of this site: `SignOnOptions.startPath`. */
  readonly startPath: string;
}

/**
 * Renders the page of a refusal: no style, no script, nothing that a security policy would block.
 */
export function renderRefusalPage({
  title,
  text,
  reference,
  retryPath,
  startPath,
}: Pick<SignOnRefusal, 'title' | 'text' | 'reference' | 'retryPath' | 'startPath'>): string {
  const retry =
    retryPath === undefined ? '' : `<p><a href="${toText(retryPath)}">Recommencer</a></p>\n`;
  const start = `<p><a href="${toText(startPath)}">Accueil</a></p>\n`;
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${toText(title)}</title>
</head>
<body>
<main>
<h1>${toText(title)}</h1>
<p>${toText(text)}</p>
${retry}${start}<p>Référence à communiquer à l’assistance&#160;: <strong>${toText(reference)}</strong></p>
</main>
</body>
</html>
`;
}

function toText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
