/*
 * DevTools carries JSON; Electron's IPC carries structured clones. These two functions keep what JSON would lose:
 * bytes, undefined, NaN and the infinities, dates, maps and sets. They are also sent as source text into the page,
 * so each must stand alone.
 */

/** Writes a cloneable value as JSON text. */
export function packClone(value: unknown): string {
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const pack = (item: unknown): unknown => {
    if (item === undefined) return { $: 'undefined' };
    if (typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0)))
      return { $: 'number', text: Object.is(item, -0) ? '-0' : String(item) };
    if (typeof item === 'bigint') return { $: 'bigint', text: String(item) };
    if (item === null || typeof item !== 'object') return item;
    if (ArrayBuffer.isView(item)) {
      const bytes = new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
      return { $: 'view', type: item.constructor.name, base64: toBase64(bytes) };
    }
    if (item instanceof ArrayBuffer) return { $: 'buffer', base64: toBase64(new Uint8Array(item)) };
    if (item instanceof Date) return { $: 'date', atMs: item.getTime() };
    if (item instanceof Map)
      return { $: 'map', entries: [...item].map(([key, one]) => [pack(key), pack(one)]) };
    if (item instanceof Set) return { $: 'set', items: [...item].map(pack) };
    if (item instanceof Error) return { $: 'error', name: item.name, message: item.message };
    if (Array.isArray(item)) return item.map(pack);
    return { $: 'object', entries: Object.entries(item).map(([key, one]) => [key, pack(one)]) };
  };
  return JSON.stringify(pack(value));
}

/** Reads what `packClone` wrote. */
export function unpackClone(text: string): unknown {
  type Packed = { $?: string; [key: string]: unknown };
  const fromBase64 = (base64: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const unpack = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(unpack);
    if (item === null || typeof item !== 'object') return item;
    const packed = item as Packed;
    switch (packed.$) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(packed['text']);
      case 'bigint':
        return BigInt(packed['text'] as string);
      case 'buffer':
        return fromBase64(packed['base64'] as string).buffer;
      case 'view': {
        const { buffer } = fromBase64(packed['base64'] as string);
        const types = globalThis as unknown as Record<string, new (source: ArrayBuffer) => unknown>;
        const type = packed['type'] === 'Buffer' ? 'Uint8Array' : (packed['type'] as string);
        return new types[type]!(buffer);
      }
      case 'date':
        return new Date(packed['atMs'] as number);
      case 'map':
        return new Map((packed['entries'] as unknown[][]).map(([key, one]) => [unpack(key), unpack(one)]));
      case 'set':
        return new Set((packed['items'] as unknown[]).map(unpack));
      case 'error':
        return Object.assign(new Error(packed['message'] as string), { name: packed['name'] });
      default:
        return Object.fromEntries(
          (packed['entries'] as [string, unknown][]).map(([key, one]) => [key, unpack(one)]),
        );
    }
  };
  return unpack(JSON.parse(text));
}
