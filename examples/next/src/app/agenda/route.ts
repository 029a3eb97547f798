import { getVendor, PUBLIC_URL } from '../../get-vendor';

// The page that the address of a slot leads to.
async function answer({ url, method, headers }: Request) {
  const { sas, visitSlot } = await getVendor();
  // Next.js gives the address at which it listens, not the one that browsers know.
  const { pathname, search, searchParams } = new URL(url);
  const visit = await sas.guard(new Request(PUBLIC_URL + pathname + search, { method, headers }));
  if (visit.kind === 'respond') return visit.response;
  const { status, page } = await visitSlot(visit.right, {
    slotId: searchParams.get('slot') ?? undefined,
    isBooking: method === 'POST',
  });
  const type = { 'content-type': 'text/html; charset=utf-8' };
  return new Response(page, { status, headers: type });
}

export { answer as GET, answer as POST };
