// @ts-check
// A provider in a process of its own, so that what it takes is not the vendor's: `site` is the argument.
import { createIdentityProvider } from '@sas-sos/testing';
import { provided } from './sign-on.mjs';

const [, , site = ''] = process.argv;
const provider = await createIdentityProvider(provided(site));
console.log(`listening on ${provider.issuer}`);
process.on('SIGTERM', () => process.exit(0));
