import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basicAuthorization } from '../../../../../../electron/core/intake/policy/masked-address.ts';
import { createSecretMask, MASK } from '../../../../../../electron/core/intake/policy/secret-mask.ts';

/** Every way a secret may be written by somebody else, with a name for the failure report. */
const encodings: readonly (readonly [string, (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['in JSON', (secret) => JSON.stringify(secret)],
  ['in JSON as Go writes it', (secret) => JSON.stringify(secret).replaceAll(/[<>&]/g, unicodeEscape)],
  ['in JSON within JSON', (secret) => JSON.stringify(JSON.stringify({ secret }))],
  ['in a query', (secret) => `https://x.example/?a=${encodeURIComponent(secret)}&b=1`],
  [
    'in a query in small letters',
    (secret) => encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
  ],
  ['in an address', (secret) => encodeURI(secret)],
  ['in a form', (secret) => new URLSearchParams({ secret }).toString()],
  [
    'in a web page',
    (secret) => secret.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  ],
  ['in XML', (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
  ['as a basic login', (secret) => basicAuthorization(`admin:${secret}`)],
  ['as a basic login of somebody else', (secret) => basicAuthorization(`ab:${secret}`)],
  ['in base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in base64 for addresses', (secret) => Buffer.from(`x${secret}`).toString('base64url')],
];

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What a token or password looks like: no line breaks, and long enough to be one. */
const secrets = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text.length >= 6 && text.isWellFormed());

/** The part of base64 that the secret's bytes alone decide; the rest belongs to its neighbours as well. */
function middleOfBase64(secret: string, text: string): boolean {
  return [0, 1, 2].some((before) => {
    const encoded = Buffer.from(`${'x'.repeat(before)}${secret}`).toString('base64');
    const middle = encoded.slice(Math.ceil((before * 4) / 3), -4);
    return middle.length >= 4 && text.includes(middle);
  });
}

describe('secret mask', () => {
  it.each(encodings)('takes a secret out %s', (_, encode) => {
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const mask = createSecretMask();
        mask.learn(secret);
        const encoded = encode(secret);
        const masked = mask.mask(`${before} ${encoded} ${after}`);
        expect(masked).toContain(MASK);
        expect(masked).not.toContain(encoded);
        expect(masked).not.toContain(secret);
        expect(middleOfBase64(secret, masked)).toBe(false);
      }),
    );
  });

  it('leaves texts without secrets alone', () => {
    const mask = createSecretMask();
    for (const secret of ['hunter2', 's3cr3t/with+all=', 'über geheim', '"\\"\\\\']) mask.learn(secret);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        fc.pre(!text.includes('"'));
        expect(mask.mask(text)).toBe(text);
      }),
    );
  });

  it('leaves what is too short to be a secret alone', () => {
    const mask = createSecretMask();
    mask.learn('up');
    mask.learn('');
    expect(mask.mask('everything is up')).toBe('everything is up');
  });

  it('takes several out, also when one begins like the other', () => {
    const mask = createSecretMask();
    mask.learn('hunter2');
    mask.learn('hunter2-and-more');
    mask.learn('$&$1\\');
    expect(mask.mask('hunter2-and-more, hunter2 and $&$1\\.')).toBe(`${MASK}, ${MASK} and ${MASK}.`);
  });

  it('forgets the oldest of very many, never the newest', () => {
    const mask = createSecretMask();
    for (let index = 0; index < 2_000; index += 1) mask.learn(`rotated-token-${index}`);
    mask.learn('rotated-token-1999');
    expect(mask.mask('rotated-token-1999')).toBe(MASK);
    expect(mask.mask('rotated-token-0 ')).toBe('rotated-token-0 ');
  });

  it('stays quick over a long text', () => {
    const mask = createSecretMask();
    mask.learn('/'.repeat(64));
    // Slashes may carry backslashes: a careless pattern would try every way to share them out.
    const text = '\\'.repeat(20_000);
    expect(mask.mask(text)).toBe(text);
  });
});
