// @ts-check
// A provider in its own process, so that its load is not counted as the vendor's. Arguments: the
// sites.
import { createTestProvider } from '@sas-sos/test-provider';
import { provided } from './sign-on.mjs';

const [, , ...sites] = process.argv;
const provider = await createTestProvider(provided(sites));
console.log(`listening on ${provider.issuer}`);
process.on('SIGTERM', () => process.exit(0));
