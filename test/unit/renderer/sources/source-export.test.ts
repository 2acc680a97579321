import { describe, expect, it } from 'vitest';
import { sourceTable } from '../../../../renderer/features/sources/source-export.ts';
import { records, storyView } from '../../../builders/export-tables.ts';

describe('sourceTable', () => {
  it('has every source with what it says about itself, the ones that do not answer first', () => {
    const rows = records(sourceTable(storyView()));
    expect(rows.map(({ id }) => id)).toEqual([
      'prometheus-mumbai',
      'probes',
      'prometheus-eu',
      'pager',
      'prometheus-apac',
      'prometheus-us',
    ]);
    expect(rows[0]).toMatchObject({ state: 'unreachable', type: 'Prometheus', staleAfter: 15, lag: null });
    expect(rows[0]?.['lastError']).toContain('did not answer');
    expect(rows[1]).toMatchObject({ state: 'live', refused: 3, samples: 28, lag: 0.042 });
  });
});
