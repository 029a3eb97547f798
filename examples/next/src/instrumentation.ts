/** Starts the delivery of reports, once in each process of Node; Next.js calls this. */
export async function register() {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { getVendor } = await import('./get-vendor');
  const { sas } = await getVendor();
  sas.start();
}
