import { getVendor } from '../../get-vendor';

export async function GET(request: Request) {
  const { sas } = await getVendor();
  return sas.health(request);
}
