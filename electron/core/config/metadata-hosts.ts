/**
 * Where clouds hand the credentials of a machine to whoever asks from it: a shared configuration must not make Vigil
 * fetch and show them, nor post there. There is no switch to allow it, because nothing there can be monitored.
 */
const METADATA_HOSTS: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '[::ffff:a9fe:a9fe]',
  '[::ffff:a9fe:aa02]',
  '[fd00:ec2::254]',
  'metadata.google.internal',
]);

/** Addresses are compared as `URL` spells them: decimal and hexadecimal forms of an IPv4 address become one. */
export function isMetadataAddress(url: string): boolean {
  return METADATA_HOSTS.has(new URL(url).hostname.toLowerCase().replace(/\.$/, ''));
}
