import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../../../electron/core/config/parse-source.ts';

const faultsOf = (yaml: string): readonly string[] => {
  const parsed = parseSource(yaml);
  return parsed.ok ? [] : parsed.error.map(({ path }) => path);
};
const prometheus = (url: string): string => `id: x\ntype: prometheus\nurl: '${url}'`;

describe('addresses where clouds hand out credentials', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://0xA9FEA9FE/',
    'http://0251.0376.0251.0376/',
    'http://169.254.169.254./',
    'http://[::ffff:169.254.169.254]/',
    'http://[fd00:0ec2:0:0::254]/',
    'http://169.254.170.2/v2/credentials',
    'http://METADATA.google.internal./computeMetadata/v1/',
  ])('are no sources: %s', (url) => {
    expect(faultsOf(prometheus(url))).toEqual(['url']);
  });

  it('are neither streams nor proxies', () => {
    expect(faultsOf("id: x\ntype: websocket\nurl: 'ws://169.254.169.254/'\nevents: {}")).toEqual(['url']);
    expect(faultsOf(`${prometheus('http://prom')}\nproxy: http://169.254.169.254:80`)).toEqual(['proxy.url']);
  });

  it('leave their neighbours alone', () => {
    expect(faultsOf(prometheus('http://169.254.10.20:9100'))).toEqual([]);
    expect(faultsOf(prometheus('http://metadata.example'))).toEqual([]);
  });
});
