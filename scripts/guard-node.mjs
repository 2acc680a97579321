// Fails loudly when a script runs on another Node than the pinned node@24 dev dependency.
// Plain JavaScript on purpose: it must run on any Node to be able to complain.
const [major] = process.versions.node.split('.').map(Number);
if (major !== 24) {
  console.error(
    `Vigil's scripts need Node 24, but this is ${process.version}.\n` +
      'The node@24 dev dependency normally provides it: run "npm ci" (or "npm rebuild node" after an\n' +
      'install with --ignore-scripts) and start scripts through npm, e.g. "npm start".',
  );
  process.exit(1);
}
