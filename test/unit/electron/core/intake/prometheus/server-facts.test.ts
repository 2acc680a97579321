import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  externalLabelsOf,
  instantParameters,
  softwareOf,
  victoriaMetricsVersion,
} from '../../../../../../electron/core/intake/prometheus/server-facts.ts';

const info = (data: unknown): string => JSON.stringify({ status: 'success', data });
const build = { revision: 'abc', branch: 'HEAD', buildUser: 'x', buildDate: 'y', goVersion: 'go1.22' };

describe('softwareOf', () => {
  it.each([
    [{ version: '2.42.0+ds', ...build }, 'prometheus', 'Prometheus 2.42.0+ds'],
    [{ version: '3.5.0', ...build }, 'prometheus', 'Prometheus 3.5.0'],
    [{ version: '0.37.2', ...build }, 'thanos', 'Thanos 0.37.2'],
    [
      { application: 'Grafana Mimir', version: '2.14.0', ...build, features: {} },
      'mimir',
      'Grafana Mimir 2.14.0',
    ],
    [{ application: 'Cortex', version: '1.18.0', ...build }, 'mimir', 'Cortex 1.18.0'],
    [{ application: 'Something', version: '1', ...build }, 'unknown', 'Something 1'],
    [{}, 'victoriametrics', 'VictoriaMetrics'],
    [{ version: '2.24.0' }, 'victoriametrics', 'VictoriaMetrics'],
  ])('recognises %j as %s', (data, flavour, name) => {
    expect(softwareOf(info(data))).toStrictEqual({ flavour, name });
  });

  it.each([
    '',
    'Not found',
    '[]',
    info(null),
    info([]),
    info(build),
    '{"status":"error","error":"x","data":{}}',
  ])('says nothing about %j', (body) => expect(softwareOf(body)).toBeNull());

  it('sends what only one flavour knows to that flavour alone', () => {
    expect(instantParameters({ flavour: 'victoriametrics', name: '' })).toStrictEqual({ nocache: '1' });
    expect(instantParameters({ flavour: 'prometheus', name: '' })).toStrictEqual({});
    expect(instantParameters(null)).toStrictEqual({});
  });
});

describe('victoriaMetricsVersion', () => {
  it.each([
    [
      'a 1\nvm_app_version{version="victoria-metrics-20240101-tags-v1.96.0-0-g1", short_version="v1.96.0"} 1\n',
      'v1.96.0',
    ],
    ['vm_app_version{version="", short_version=""} 1', null],
    ['', null],
  ])('of %j is %s', (text, version) => expect(victoriaMetricsVersion(text)).toBe(version));
});

describe('externalLabelsOf', () => {
  const config = (yaml: unknown): string => info({ yaml });

  it('reads what Prometheus prints', () => {
    const yaml =
      'global:\n  scrape_interval: 1m\n  external_labels:\n    cluster: eu\n    replica: "0"\nscrape_configs:\n- job_name: x\n';
    expect(externalLabelsOf(config(yaml))).toStrictEqual({ cluster: 'eu', replica: '0' });
  });

  it.each([
    config('scrape_configs: []\n'),
    config('global:\n  scrape_interval: 1m\n'),
    config('global:\n  external_labels: [1\n'),
    config('global: *x\n'),
    config(7),
    info({}),
    '404 page not found',
  ])('finds none in %j', (body) => expect(externalLabelsOf(body)).toBeNull());

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (tail) => {
        externalLabelsOf(config(`global:\n  ${tail}`));
        softwareOf(tail);
      }),
    );
  });
});
