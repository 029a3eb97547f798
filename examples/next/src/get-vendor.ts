import { createVendor } from './vendor';

export const { PUBLIC_URL = 'http://127.0.0.1:3000' } = process.env;
const { PLATFORM_URL = 'http://127.0.0.1:4000' } = process.env;

// Next.js loads each route by itself: what may exist only once in a process is on `globalThis`.
const shared = globalThis as { vendor?: ReturnType<typeof createVendor> };

/** Returns the vendor of this process; makes it at the first call. */
export function getVendor() {
  shared.vendor ??= createVendor(PUBLIC_URL, PLATFORM_URL);
  return shared.vendor;
}
