import dns from 'node:dns';

const DOMAIN = 'vigil-faults.test';

/** Host names that can be lost and found while a test runs. */
export interface Names {
  nameOf(id: string): string;
  /** The resolver does not know it any more. */
  lose(id: string): void;
  find(id: string): void;
  giveBack(): void;
}

/** Answers look-ups of one domain in this process: loopback for names that are there, ENOTFOUND for lost ones. */
export function takeOverNames(): Names {
  const lost = new Set<string>();
  const original = dns.lookup;
  const nameOf = (id: string): string => `${id}.${DOMAIN}`;
  const lookup = (host: string, ...rest: unknown[]): void => {
    const callback = rest.at(-1);
    if (!host.endsWith(DOMAIN) || typeof callback !== 'function') {
      Reflect.apply(original, dns, [host, ...rest]);
      return;
    }
    const [options] = rest;
    const all = typeof options === 'object' && options !== null && 'all' in options && options.all === true;
    process.nextTick(() => {
      if (lost.has(host))
        callback(
          Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host }),
        );
      else if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    });
  };
  Reflect.set(dns, 'lookup', lookup);
  return {
    nameOf,
    lose: (id) => lost.add(nameOf(id)),
    find: (id) => lost.delete(nameOf(id)),
    giveBack: () => Reflect.set(dns, 'lookup', original),
  };
}
