/**
 * Where a worker's file can be started from. In a packaged app it is unpacked beside the archive
 * (`asarUnpack` in electron-builder.yml): worker threads read files themselves, past Electron's archive reader.
 */
export function unpackedUrl(url: URL): URL {
  return new URL(url.href.replace('/app.asar/', '/app.asar.unpacked/'));
}
