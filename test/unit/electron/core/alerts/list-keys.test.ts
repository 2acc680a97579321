import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertIdentity } from '../../../../../electron/core/alerts/alert-identity.ts';
import { ListKeys } from '../../../../../electron/core/alerts/list-keys.ts';
import { alertReport } from '../../../../builders/core.ts';

const hosts = fc.array(fc.nat({ max: 30 }), { maxLength: 30 });
const external = fc.option(fc.constantFrom({ cluster: 'eu' }, { cluster: 'us' }, { replica: 'a' }), {
  nil: undefined,
});

describe('identities of lists', () => {
  it('are those of each single report, whatever left the list, came into it or became known of labels', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ source: fc.constantFrom('a', 'b'), hosts, external, isSorted: fc.boolean() }), {
          maxLength: 12,
        }),
        (lists) => {
          const identity = new AlertIdentity();
          const keys = new ListKeys();
          for (const { source, hosts: listed, external: labels, isSorted } of lists) {
            identity.learn(source, labels);
            const reports = (isSorted ? listed.toSorted((x, y) => x - y) : listed).map((host) =>
              alertReport({ labels: { alertname: 'X', instance: `host-${host}` } }),
            );
            expect(keys.of(source, reports, identity)).toEqual(
              reports.map((report) => identity.keyOf(source, report)),
            );
          }
        },
      ),
    );
  });
});
