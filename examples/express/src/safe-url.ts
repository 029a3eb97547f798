/** Whether traffic to a URL is safe from other machines: https, or this machine. */
export function isSafeUrl({ protocol, hostname }: URL): boolean {
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLocal);
}
