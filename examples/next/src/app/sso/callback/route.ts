import { getVendor } from '../../../get-vendor';

async function answer(request: Request) {
  const { sas } = await getVendor();
  return sas.callback(request);
}

export { answer as GET, answer as POST };
