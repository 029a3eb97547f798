#!/usr/bin/env node
import { type CliArguments, readArguments } from './cli/arguments.js';
import { commandTexts } from './cli/command-texts.js';
import { createProgress } from './cli/create-progress.js';
import { initConfiguration } from './cli/init-configuration.js';
import { loadConfiguration } from './cli/load-configuration.js';
import { readLanguage } from './cli/read-language.js';
import { readPrevious } from './cli/read-previous.js';
import { toSentence } from './cli/to-sentence.js';
import { usage } from './cli/usage.js';
import { writeList } from './cli/write-list.js';
import { writeReports } from './cli/write-reports.js';
import { toExitCode } from './report/to-exit-code.js';
import { toTerminalReport } from './report/to-terminal-report.js';
import { runConformance } from './run/run-conformance.js';

const args = process.argv.slice(2);
const language = readLanguage(args, process.env);
const texts = commandTexts[language];
try {
  process.exitCode = await run(readArguments(args, language));
} catch (error) {
  console.error(toSentence(error, language));
  process.exitCode = 2;
}
// A function of the configuration may have left a connection open: it does not hold up the end.
setTimeout(() => process.exit(), 2000).unref();

async function run(read: CliArguments): Promise<number> {
  switch (read.outcome) {
    case 'help':
      console.log(usage[language]);
      return 0;
    case 'list':
      process.stdout.write(writeList(language));
      return 0;
    case 'mistake':
      console.error(`${read.message}\n\n${usage[language]}`);
      return 2;
    case 'init':
      initConfiguration(read.file, process.cwd());
      console.log(texts.written(read.file));
      return 0;
    default:
      return judge(read);
  }
}

async function judge(read: Extract<CliArguments, { outcome: 'run' }>): Promise<number> {
  const { configuration, folder } = await loadConfiguration(read.config, process.cwd());
  const vendor = read.vendor ?? configuration.vendor;
  if (vendor === undefined) {
    console.error(`${texts.vendorMissing}\n\n${usage[language]}`);
    return 2;
  }
  const previous = readPrevious(read.previous, (message) =>
    console.error(toSentence(message, language)),
  );
  const simulator = read.simulator ?? configuration.simulator;
  const { seed = configuration.accounts?.seed } = read;
  const validator = read.validator && { ...configuration.validator, ...read.validator };
  const result = await runConformance(
    {
      ...configuration,
      ...(validator && { validator }),
      vendor,
      simulator,
      accounts: { ...configuration.accounts, seed },
    },
    { only: read.only, folder, onEvent: createProgress(process.stderr, language) },
  );
  const { isVerbose, failOn } = read;
  process.stdout.write(toTerminalReport(result, { language, isVerbose, previous }));
  writeReports(result, read, { language, failOn, previous });
  return toExitCode(result, failOn);
}
