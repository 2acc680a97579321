import { parseMatchers } from '../../../shared/domain/matcher-text.ts';
import type { Finding } from './explain-issue.ts';
import { isMetadataAddress } from './metadata-hosts.ts';
import type { WebhookConfig } from './webhooks-schema.ts';

const finding = (path: readonly PropertyKey[], message: string): Finding => ({ path, message, atKey: false });

/** What no single value of a webhook can show. */
export function checkWebhooks({
  webhooks,
}: {
  readonly webhooks: readonly WebhookConfig[];
}): readonly Finding[] {
  const firstAt = new Map<string, number>();
  return webhooks.flatMap(({ id, url, matchers }, index) => {
    const first = firstAt.get(id);
    firstAt.set(id, first ?? index);
    return [
      ...(first === undefined
        ? []
        : [
            finding(
              ['webhooks', index, 'id'],
              `expected each webhook id once, but '${id}' is also number ${first + 1} of the list`,
            ),
          ]),
      ...(isMetadataAddress(url)
        ? [
            finding(
              ['webhooks', index, 'url'],
              'expected a receiver, but this is where a cloud hands out credentials',
            ),
          ]
        : []),
      ...matchers.flatMap((text, position) => {
        const parsed = parseMatchers(text);
        return parsed.ok
          ? []
          : [
              finding(
                ['webhooks', index, 'matchers', position],
                `expected matchers: ${parsed.error.message}`,
              ),
            ];
      }),
    ];
  });
}
