import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPayloadPeek } from '../../../../../../electron/core/intake/policy/payload-peek.ts';
import { createSecretMask } from '../../../../../../electron/core/intake/policy/secret-mask.ts';
import { MAX_PAYLOAD_CHARS, MAX_PAYLOADS } from '../../../../../../shared/domain/payload.ts';

describe('what a source last said', () => {
  it('is kept by name, bounded in count and size, and tells how much there was', () => {
    const peek = createPayloadPeek((text) => text);
    for (let index = 0; index <= MAX_PAYLOADS; index += 1) peek.keep(`q${index}`, '{}', index);
    expect(peek.payloads()).toHaveLength(MAX_PAYLOADS);
    peek.keep('q0', 'a '.repeat(MAX_PAYLOAD_CHARS), 7);
    expect(peek.payloads()[0]).toMatchObject({
      receivedAtMs: 7,
      bytes: 2 * MAX_PAYLOAD_CHARS,
      truncated: true,
    });
    expect(peek.payloads()[0]?.text.length).toBeLessThanOrEqual(MAX_PAYLOAD_CHARS);
    peek.keep('q1', 'start "of', 8, 1_000_000);
    expect(peek.payloads()[1]).toMatchObject({ text: 'start "', bytes: 1_000_000, truncated: true });
  });

  it('shows no part of a secret, wherever the cut falls', () => {
    const secret = 'tok-9f8e7d6c5b4a';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.constantFrom('"', ' ', ','), (back, before) => {
        const masks = createSecretMask();
        masks.learn(secret);
        const peek = createPayloadPeek(masks.mask);
        peek.keep('q', `${'x '.repeat((MAX_PAYLOAD_CHARS - back) / 2)}${before}${secret}" and more`, 0);
        const [payload] = peek.payloads();
        expect(payload?.text).not.toContain(secret.slice(0, 4));
      }),
    );
  });
});
