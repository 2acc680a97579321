import { useLayoutEffect, useState } from 'react';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './WallBand.module.css';
import { verdictSize, WALL_MARGIN, type WallLayout } from './wall-scale.ts';
import type { WallVerdict } from './wall-verdict.ts';

const MARK_UNITS = 132;
const MARK_GAP_UNITS = 36;

/** The sentence everybody must be able to read from the far end of the room. */
export function WallBand({ verdict, layout }: { verdict: WallVerdict; layout: WallLayout }) {
  const markUnits = layout.isStacked ? 96 : MARK_UNITS;
  const available = layout.width - 2 * WALL_MARGIN - markUnits - MARK_GAP_UNITS;
  const size = verdictSize(useTitleWidth(verdict.title), available);
  return (
    <header className={styles['band']} data-tone={verdict.tone}>
      <span className={styles['mark']} style={{ width: `calc(var(--u) * ${markUnits})` }}>
        <StateMark state={verdict.state} size={markUnits * layout.scale} tally />
      </span>
      <div className={styles['words']}>
        <h1 style={{ fontSize: `calc(var(--u) * ${size})` }}>{verdict.title}</h1>
        <p className={styles['facts']}>
          {verdict.facts.map((parts, index) => (
            <span key={index} className={styles['fact']}>
              {parts.map(({ text, strong }) => (strong === true ? <b key={text}>{text}</b> : text))}
            </span>
          ))}
        </p>
      </div>
    </header>
  );
}

/** Width of the title at 112 units, in units; the type is variable, so only measuring tells. */
function useTitleWidth(title: string): number {
  const [width, setWidth] = useState(title.length * 56);
  useLayoutEffect(() => {
    let current = true;
    const measure = (): void => {
      const context = document.createElement('canvas').getContext('2d');
      if (context === null || !current) return;
      const sans = getComputedStyle(document.documentElement).getPropertyValue('--sans').trim();
      context.font = `650 112px ${sans || 'sans-serif'}`;
      context.letterSpacing = '-3.36px';
      context.wordSpacing = '6.7px';
      setWidth(context.measureText(title).width);
    };
    measure();
    // The bundled type may still be loading; its real widths count.
    void document.fonts.ready.then(measure);
    return () => {
      current = false;
    };
  }, [title]);
  return width;
}
