// @ts-check
// A provider in a process of its own, so that what it takes is not the vendor's: `site` is the argument.
import { createTestProvider } from '@sas-sos/test-provider';
import { provided } from './sign-on.mjs';

const [, , site = ''] = process.argv;
const provider = await createTestProvider(provided(site));
console.log(`listening on ${provider.issuer}`);
process.on('SIGTERM', () => process.exit(0));
