/**
 * Loads the provider, which warns of every Node before 22. It runs on Node 20, where all tests of
 * this package pass: the warning would only worry those who start a simulator.
 */
export async function loadOpenidProvider(): Promise<typeof import('oidc-provider')> {
  // biome-ignore-start lint/suspicious/noConsole: the provider warns there, and nowhere else.
  const { warn } = console;
  const filtered: typeof warn = (...parts) => {
    if (!String(parts[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...parts);
  };
  console.warn = filtered;
  try {
    return await import('oidc-provider');
  } finally {
    // Another load may have replaced it meanwhile, and puts its own back.
    if (console.warn === filtered) console.warn = warn;
    // biome-ignore-end lint/suspicious/noConsole: see above.
  }
}
