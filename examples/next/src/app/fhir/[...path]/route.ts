import { getVendor } from '../../../get-vendor';

async function answer(request: Request) {
  const { sas } = await getVendor();
  return sas.handler(request, { basePath: '/fhir' });
}

export { answer as GET, answer as POST, answer as PUT };
