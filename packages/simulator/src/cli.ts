#!/usr/bin/env node
import { connect } from 'node:net';
import { systemClock } from '@sas-sos/core';
import { type CliArguments, readArguments } from './cli/arguments.js';
import { commandTexts } from './cli/command-texts.js';
import { createLineLogger } from './cli/line-logger.js';
import { openPkiFolder } from './cli/open-pki-folder.js';
import { readLanguage } from './cli/read-language.js';
import { toSentence, toWelcome } from './cli/sentences.js';
import { usage } from './cli/usage.js';
import { startSimulator } from './start-simulator.js';

const language = readLanguage(process.argv.slice(2), process.env);
const read = readArguments(process.argv.slice(2), language);
if (read.outcome === 'help') console.log(usage[language]);
else if (read.outcome === 'mistake') {
  console.error(`${read.message}\n\n${usage[language]}`);
  process.exitCode = 2;
} else {
  try {
    await start(read);
  } catch (error) {
    console.error(toSentence(error, language));
    process.exitCode = 1;
  }
}

async function start({
  options,
  logLevel,
  mtls,
}: Extract<CliArguments, { outcome: 'start' }>): Promise<void> {
  const logger = createLineLogger(logLevel, (line) => process.stderr.write(`${line}\n`));
  const pki = mtls && (await openPkiFolder(mtls.folder, mtls.vendor, systemClock));
  const certification = pki && { certificates: pki.wrong };
  const simulator = await startSimulator({ ...options, tls: pki?.tls, certification, logger });
  const certificates = mtls && pki && { ...pki, ...mtls };
  console.log(toWelcome(simulator, { language, options, mtls: certificates }));
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal exits at once.
      if (isEnding) process.exit(1);
      isEnding = true;
      simulator.close().catch((error) => {
        console.error(toSentence(error, language));
        process.exitCode = 1;
      });
    });
  }
  if (await isSilent(options.vendorUrl)) {
    console.log(commandTexts[language].silentVendor(options.vendorUrl));
  }
}

/** Whether nothing accepts a connection there. */
async function isSilent(address: string): Promise<boolean> {
  const { protocol, hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)) });
  socket.setTimeout(1000);
  const silent = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(false));
    socket.once('error', () => resolve(true));
    socket.once('timeout', () => resolve(true));
  });
  socket.destroy();
  return silent;
}
