/** A cookie for the whole vendor's site; scripts and other sites cannot use it. */
export interface Cookie {
  /** Reads its value from a `Cookie` header; `undefined` if it is missing. */
  read(header: string | undefined): string | undefined;
  /** Writes the `Set-Cookie` header that sets it until the browser is closed. */
  write(value: string): string;
  /** Writes the `Set-Cookie` header that removes it. */
  clear(): string;
}

/** Creates a cookie; on HTTPS its name binds it to this host. */
export function createCookie(name: string, { isSecure }: { readonly isSecure: boolean }): Cookie {
  const fullName = isSecure ? `__Host-${name}` : name;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    read(header = '') {
      for (const pair of header.split(';')) {
        const sign = pair.indexOf('=');
        if (pair.slice(0, sign).trim() === fullName) return pair.slice(sign + 1).trim();
      }
      return undefined;
    },
    write: (value) => `${fullName}=${value}; ${attributes}`,
    clear: () => `${fullName}=; ${attributes}; Max-Age=0`,
  };
}
