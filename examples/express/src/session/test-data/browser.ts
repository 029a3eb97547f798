/** The response that a browser shows. */
interface Shown {
  readonly status: number;
  readonly headers: Headers;
  /** With plain spaces. */
  readonly page: string;
  /** Where it was redirected to; `null` if it was not. */
  readonly location: string | null;
}

/** A minimal browser for the pages: it keeps cookies, sends forms, follows no redirection. */
export interface Browser {
  /** Its `Cookie` header. */
  cookies(): string;
  setCookie(header: string): void;
  get(path: string): Promise<Shown>;
  /** Sends fields to a path, with the token of the last form that was shown. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Shown>;
}

/** @param added - headers that a proxy adds to its requests */
export function createBrowser(
  origin: string,
  added: Readonly<Record<string, string>> = {},
): Browser {
  const jar = new Map<string, string>();
  let csrf = '';

  function setCookie(header: string): void {
    const [pair = '', ...attributes] = header.split('; ');
    const sign = pair.indexOf('=');
    const name = pair.slice(0, sign);
    if (attributes.includes('Max-Age=0')) jar.delete(name);
    else jar.set(name, pair.slice(sign + 1));
  }

  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function open(path: string, init: RequestInit): Promise<Shown> {
    const response = await fetch(`${origin}${path}`, {
      ...init,
      headers: { ...added, cookie: cookies() },
      redirect: 'manual',
    });
    for (const header of response.headers.getSetCookie()) setCookie(header);
    const page = toPlain(await response.text());
    csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? csrf;
    const { status, headers } = response;
    return { status, headers, page, location: headers.get('location') };
  }

  return {
    cookies,
    setCookie,
    get: (path) => open(path, {}),
    post: (path, fields) =>
      open(path, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) }),
  };
}

/** Writes plain spaces for those where no line may break; throws if one is plain already. */
function toPlain(page: string): string {
  const prose = page.replace(/<code>.*?<\/code>|<[^>]*>/gs, '|');
  const [wrong] = /.{20} [:;?!»]|(?:«|nº) .{20}/.exec(prose) ?? [];
  if (wrong !== undefined) throw new Error(`A line may break at the space of “${wrong}”.`);
  return page.replaceAll('\u00a0', ' ').replaceAll('\u2060', '');
}
