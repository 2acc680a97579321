import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasHiddenCharacters, isolatedText, visibleText } from '../../../../shared/format/visible-text.ts';

describe('text from outside', () => {
  it.each([
    ['checkout', 'checkout'],
    ['São Paulo, 東京, Ελλάδα', 'São Paulo, 東京, Ελλάδα'],
    ['café in decomposed letters: cafe\u0301', 'café in decomposed letters: cafe\u0301'],
    ['שלום עולם', 'שלום עולם'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['क्\u200dष', 'क्\u200dष'],
    ['👩\u200d👩\u200d👧 ❤️', '👩\u200d👩\u200d👧 ❤️'],
    ['👩🏽\u200d🚀', '👩🏽\u200d🚀'],
  ])('stays as it is in any language: %s', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
    expect(hasHiddenCharacters(text)).toBe(false);
  });

  it.each([
    ['evil\u202egnp.exe', 'evil‹RLO›gnp.exe'],
    ['\u2067a\u2069', '‹RLI›a‹PDI›'],
    ['pay\u200bments', 'pay‹ZWSP›ments'],
    ['pay\u200dments', 'pay‹ZWJ›ments'],
    ['soft\u00adhyphen', 'soft‹SHY›hyphen'],
    ['a\u0000b\nc\td\u001b[31m', 'a␀b␊c␉d␛[31m'],
    ['\u0085next', '‹U+0085›next'],
    ['line\u2028break', 'line‹LS›break'],
    ['\ufeffbom', '‹BOM›bom'],
    ['tag\u{e0041}', 'tag‹U+E0041›'],
    ['half \ud83d', 'half \ufffd'],
    [`z${'\u0303'.repeat(44)}algo`, `z${'\u0303'.repeat(4)}‹+40›algo`],
  ])('shows what would not be seen: %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
    expect(hasHiddenCharacters(text)).toBe(true);
  });

  it('is done once: what is shown has nothing hidden left', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('a', 'ا', '\u202e', '\u2066', '\u200d', '\u0301', '\n', '👩', '\u{e0041}'),
      }),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = visibleText(text);
        expect(visibleText(shown)).toBe(shown);
        const isolated = isolatedText(text);
        expect(isolatedText(isolated)).toBe(isolated);
        expect(visibleText(isolated)).toBe(isolated);
        expect(shown.replaceAll(/\u2068[^\u2066-\u2069]*\u2069/g, '')).not.toMatch(
          /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\ufeff]/,
        );
        // oxlint-disable-next-line no-control-regex -- none of them may be left
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });

  it('is isolated where no element does it, and only when it runs the other way', () => {
    expect(isolatedText('eu-west-1')).toBe('eu-west-1');
    expect(isolatedText('שלום')).toBe('\u2068שלום\u2069');
    expect(isolatedText('\u202eשלום\u2069')).toBe('\u2068‹RLO›שלום‹PDI›\u2069');
  });
});
