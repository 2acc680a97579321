import tls from 'node:tls';

/**
 * Trusts the operating system's authorities beside those Node brings along: a company's own authority is installed
 * there, and people expect a browser and a dashboard to agree. A source with `tls.ca` trusts only that. Call it once,
 * before any connection.
 */
export function trustSystemAuthorities(): void {
  try {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
  } catch {
    // Without them the bundled authorities stand, as before; a refused certificate is then told in words.
  }
}
