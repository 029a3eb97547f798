/**
 * Sorts packages so that each comes after its dependencies: a package installed between two
 * publications finds everything that it needs.
 *
 * @param {readonly { name: string, dependencies?: Readonly<Record<string, string>>, peerDependencies?: Readonly<Record<string, string>> }[]} manifests
 */
export function inOrderOfPublication(manifests) {
  const byName = new Map(manifests.map((manifest) => [manifest.name, manifest]));
  const sorted = new Set();
  function visit(manifest) {
    const { dependencies, peerDependencies } = manifest;
    for (const name of Object.keys({ ...dependencies, ...peerDependencies }).sort()) {
      const needed = byName.get(name);
      if (needed) visit(needed);
    }
    sorted.add(manifest);
  }
  for (const name of [...byName.keys()].sort()) visit(byName.get(name));
  return [...sorted];
}
