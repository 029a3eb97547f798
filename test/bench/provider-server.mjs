// @ts-check
// A provider in its own process, so that its load is not counted as the vendor's. Argument: the
// site.
import { createTestProvider } from '@sas-sos/test-provider';
import { provided } from './sign-on.mjs';

const [, , site = ''] = process.argv;
const provider = await createTestProvider(provided(site));
console.log(`listening on ${provider.issuer}`);
process.on('SIGTERM', () => process.exit(0));
