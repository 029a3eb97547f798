import { describe, expect, it } from 'vitest';
import { watchMutualTlsFetch } from '../outbound/watch-mutual-tls-fetch.js';
import { watchTls } from './watch-tls.js';
import { watchTrust } from './watch-trust.js';

const watchers: readonly { name: string; watch: (options: never) => Promise<unknown> }[] = [
  { name: 'watchTls', watch: watchTls },
  { name: 'watchTrust', watch: watchTrust },
  { name: 'watchMutualTlsFetch', watch: watchMutualTlsFetch },
];

describe('missing or invalid paths', () => {
  it.each(
    watchers.flatMap(({ name, watch }) =>
      [
        {},
        { files: {} },
        { files: null },
        { files: 'folder' },
        { files: { cert: 1, key: 2, ca: 3 } },
        { files: { cert: 'a', key: 'b', ca: [undefined] } },
      ].map((options) => ({ name, watch, options, text: JSON.stringify(options) })),
    ),
  )('are refused by $name: $text', async ({ watch, options }) => {
    await expect(watch(options as never)).rejects.toMatchObject({ code: 'SAS_OPTION_INVALID' });
  });
});
