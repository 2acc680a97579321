import { describe, expect, it } from 'vitest';
import { providerOf } from '../../../../shared/domain/cloud-provider.ts';
import { cloudRegionIds } from '../../../builders/cloud-region-ids.ts';

describe('the provider of a region', () => {
  it.each([
    ['eu-west-1', 'AWS'],
    ['US-EAST-1A', 'AWS'],
    ['us-gov-west-1', 'AWS'],
    ['us-west-2-lax-1a', 'AWS'],
    ['use1-az4', 'AWS'],
    ['europe-west4-a', 'Google Cloud'],
    ['me-central1', 'Google Cloud'],
    ['me-central-1', 'AWS'],
    ['westeurope', 'Azure'],
    ['southeastasia', 'Azure'],
    ['fsn1-dc14', 'Hetzner'],
    ['nl-ams-1', 'Scaleway'],
    ['ap-singapore-1', null],
    ['fra1', null],
    ['Frankfurt', null],
    ['', null],
  ])('%s is %s', (id, provider) => expect(providerOf(id)).toBe(provider));

  it('is known for every region of the three large clouds, by its form alone', () => {
    const byProvider = Map.groupBy(cloudRegionIds, providerOf);
    expect(byProvider.get(null) ?? []).toEqual([]);
    for (const id of byProvider.get('AWS') ?? []) expect(id).toMatch(/-\d$/);
    for (const id of byProvider.get('Google Cloud') ?? []) expect(id).toMatch(/-[a-z]+\d+$/);
    for (const id of byProvider.get('Azure') ?? []) expect(id).not.toContain('-');
  });
});
