import { bucketBound, groupKey, HistogramShape } from './histogram-shape.ts';
import { FamilyTypes, type MetricType } from './metric-family.ts';
import { sampleNumber } from './number-text.ts';
import type { PageIssue } from './page.ts';
import type { PageAudit } from './page-audit.ts';

/** Label that carries a number, per type that has one. */
const numberLabels: Partial<Record<MetricType, string>> = { histogram: 'le', summary: 'quantile' };

/**
 * The rules of the text format 0.0.4 between lines: errors are what Prometheus' own reader refuses
 * (prometheus/common, expfmt/text_parse.go), warnings what makes a histogram useless.
 */
export function createTextAudit(report: (issue: PageIssue) => void): PageAudit {
  const types = new FamilyTypes();
  const helped = new Set<string>();
  const sampled = new Set<string>();
  const shapes = new Map<string, { readonly shape: HistogramShape; line: number }>();

  return {
    comment(comment, line) {
      const error = (sentence: string): void => report({ line, sentence, severity: 'error' });
      if (comment.kind === 'help') {
        const { family } = types.of(comment.name);
        if (helped.has(family)) error(`a second HELP for ${comment.name}`);
        helped.add(family);
      }
      if (comment.kind === 'type') {
        const { family } = types.of(comment.name);
        if (types.get(family) !== undefined) error(`a second TYPE for ${comment.name}`);
        else if (sampled.has(family)) error(`the TYPE of ${comment.name} comes after its samples`);
        else types.set(comment.name, comment.type);
      }
    },
    sample(sample, line) {
      const { family, suffix, type } = types.of(sample.name);
      sampled.add(family);
      const numberLabel = numberLabels[type];
      const number = numberLabel === undefined ? undefined : sample.labels.get(numberLabel);
      if (number !== undefined && sampleNumber(number) === null) {
        const sentence = `the label ${numberLabel}="${number.slice(0, 40)}" is not a number`;
        return report({ line, sentence, severity: 'error' });
      }
      if (type !== 'histogram' || suffix !== '_bucket') return;
      const bound = bucketBound(number);
      if (bound === null) return;
      const key = `${family}\u0002${groupKey(sample.labels, 'le')}`;
      const known = shapes.get(key) ?? { shape: new HistogramShape(), line };
      shapes.set(key, known);
      const wrong = known.shape.bucket(bound, sample.value);
      if (wrong !== null) report({ line, sentence: `${sample.name}: ${wrong}`, severity: 'warning' });
    },
    end() {
      for (const [key, { shape, line }] of shapes) {
        const wrong = shape.verdict();
        const family = key.slice(0, key.indexOf('\u0002'));
        if (wrong !== null) report({ line, sentence: `${family}: ${wrong}`, severity: 'warning' });
      }
    },
  };
}
