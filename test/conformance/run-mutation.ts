import { type Check, type Configuration, type Run, runConformance } from '@sas-sos/conformance';
import type { Mutation } from './mutations/mutation.js';
import type { MutableVendor } from './start-mutable-vendor.js';

/** What the rules said of a vendor that is wrong in one way. */
export interface MatrixRow {
  readonly mutation: Pick<Mutation, 'rule' | 'name'>;
  /** Names of the rules that failed, sorted. */
  readonly failed: readonly string[];
  readonly isCaught: boolean;
}

/** Makes the vendor wrong, judges it, and makes it right again. */
export async function runMutation(
  { front, reports, configuration }: MutableVendor,
  mutation: Mutation,
): Promise<MatrixRow> {
  const { vendor, reports: wrongReports, only } = mutation;
  front.change(vendor?.());
  reports.change(wrongReports?.());
  const changed: Configuration = { ...configuration, ...mutation.configuration?.(configuration) };
  const run = await runConformance(changed, { only });
  front.change();
  reports.change();
  return toRow(mutation, run);
}

/** Runs a mutation, and adds what the simulator said of the exchanges that it recorded meanwhile. */
export async function runLiveMutation(
  scene: MutableVendor,
  mutation: Mutation,
): Promise<MatrixRow> {
  const before = (await listExchanges(scene)).map(({ number }) => number);
  const { failed } = await runMutation(scene, mutation);
  const recorded = (await listExchanges(scene)).filter(({ number }) => !before.includes(number));
  const live: string[] = [];
  for (const { number } of recorded) {
    const { checks } = await ask<{ checks: readonly Check[] }>(scene, `/exchanges/${number}`);
    live.push(...checks.filter(({ passed }) => !passed).map(({ rule }) => rule));
  }
  const all = [...new Set([...failed, ...live])].sort();
  return { mutation, failed: all, isCaught: all.includes(mutation.rule) };
}

async function listExchanges(scene: MutableVendor): Promise<readonly { number: number }[]> {
  const path = '/exchanges?flow=appointments&limit=1000';
  return (await ask<{ exchanges: readonly { number: number }[] }>(scene, path)).exchanges;
}

async function ask<Answer>({ simulator }: MutableVendor, path: string): Promise<Answer> {
  return (await fetch(`${simulator.url}/api${path}`)).json() as Promise<Answer>;
}

/** Sums up a run as a row of the matrix. */
export function toRow(mutation: Pick<Mutation, 'rule' | 'name'>, run: Run): MatrixRow {
  const failed = findFailed(run);
  return { mutation, failed, isCaught: failed.includes(mutation.rule) };
}

/** Names of the rules that failed in a run, sorted. */
export function findFailed(run: Run): readonly string[] {
  const findings = run.groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));
  const failed = findings.filter(({ verdict }) => verdict === 'failed').map(({ rule }) => rule);
  return [...new Set(failed)].sort();
}

/** Writes the matrix: a line per mutation, the rule it is for, and the others that failed too. */
export function writeMatrix(rows: readonly MatrixRow[]): string {
  const width = Math.max(...rows.map(({ mutation }) => mutation.rule.length));
  const lines = rows.map(({ mutation: { rule, name }, failed, isCaught }) => {
    const others = failed.filter((other) => other !== rule);
    const also = others.length === 0 ? '' : ` (+ ${others.join(', ')})`;
    return `${isCaught ? '✓' : '✗ MISSED'} ${rule.padEnd(width)}  ${name}${also}`;
  });
  const caught = rows.filter(({ isCaught }) => isCaught).length;
  const rules = new Set(rows.map(({ mutation }) => mutation.rule)).size;
  return `${lines.join('\n')}\n${caught} of ${rows.length} mutations caught; ${rules} rules\n`;
}
