import { describe, expect, it } from 'vitest';
import { compare } from './compare.mjs';
import { countDifferences } from './count-differences.mjs';
import { judgeWithHandshakes } from './judge-with-handshakes.mjs';
import { createScenes } from './scene.mjs';

// The whole run is `npm run openssl`, which needs the program; this part takes Node's own OpenSSL.
const now = Date.now();
const scenes = createScenes(20, now);
const options = { seed: 'handshakes', scenes, now, judge: judgeWithHandshakes };

describe('changed certificates and revocation lists', () => {
  it('are judged as OpenSSL judges them in a handshake, but for what is explained', {
    timeout: 300_000,
  }, async () => {
    const result = await countDifferences({ ...options, certificates: 400, lists: 250 });
    const faults = result.faults.map(({ mutant, client, theirs, ours }) =>
      [mutant.id, client, mutant.change, theirs.reason, ours.reason].join(' | '),
    );
    expect(faults).toEqual([]);
    // Neither judge refuses everything, or accepts everything.
    expect(result.agreed.accepted).toBeGreaterThan(80);
    expect(result.agreed.refused).toBeGreaterThan(200);
  });

  it('are the same again for the same seed', async () => {
    const list = async () => {
      const changes = [];
      for await (const { mutant, ours } of compare({ ...options, kind: 'list', count: 20 })) {
        changes.push([mutant.change, ours.isAccepted]);
      }
      return changes;
    };
    expect(await list()).toEqual(await list());
  });
});
