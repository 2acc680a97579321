/** Every view as it must look, each by the name of its picture in this folder. */
import type { Locator, Page } from '@playwright/test';
import type { Theme } from '../../support/audit.ts';

export interface Story {
  /** The picture's file, without `.png`. */
  readonly name: string;
  /** The route, without `#/`. */
  readonly path: string;
  /** What the harness shows, as it reads it from the address; the story of the pictures where nothing is asked for. */
  readonly options?: string;
  /** What the view draws last. */
  readonly shown: (page: Page) => Locator;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Pictures that are taken one after another on one page. */
export interface Album {
  readonly title: string;
  readonly theme: Theme;
  readonly size: { readonly width: number; readonly height: number };
  readonly stories: readonly Story[];
}

const matrix = (page: Page): Locator => page.getByRole('application').locator('canvas');
const alertRow = (page: Page): Locator => page.getByText('Checkout is failing', { exact: true }).first();
const heading = (page: Page): Locator => page.locator('main h1').first();
const worldMap = (page: Page): Locator => page.getByRole('listbox', { name: /Regions on the map/ });
const lines = (page: Page): Locator => page.locator('.recharts-line-curve').first();
const scene = (name: string) => (page: Page) => page.locator(`[data-cursor][data-scene="${name}"]`);

/** The ones a theme can spoil: every drawing, every kind of chart, every state. */
const inEachTheme = (theme: Theme): readonly Story[] => [
  { name: `overview-${theme}`, path: 'overview', shown: matrix },
  { name: `map-${theme}`, path: 'map', shown: worldMap },
  { name: `service-${theme}`, path: 'services/checkout', shown: lines },
];

const onDesk: readonly Story[] = [
  ...inEachTheme('dark'),
  { name: 'alerts', path: 'alerts', options: 'hands', shown: lines },
  { name: 'services', path: 'services', shown: heading },
  { name: 'sla', path: 'sla', shown: (page) => page.locator('.recharts-surface').first() },
  { name: 'sources', path: 'sources', shown: heading },
  { name: 'past', path: 'overview?at=2026-09-22T14:06:30Z', shown: matrix },
  { name: 'cached', path: 'overview', options: 'cached', shown: matrix },
  { name: 'empty', path: 'overview', options: 'empty', shown: heading },
  { name: 'first-run', path: 'first-run', options: 'none', shown: heading },
  {
    name: 'palette',
    path: 'overview',
    shown: matrix,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /go to a service/i }).fill('check');
      await page
        .getByRole('option', { name: /checkout/ })
        .first()
        .waitFor();
    },
  },
];

const onPhone: readonly Story[] = [
  { name: 'overview-390', path: 'overview', shown: matrix },
  { name: 'alerts-390', path: 'alerts', options: 'hands', shown: alertRow },
];

const onWall: readonly Story[] = [{ name: 'wall', path: 'wall', shown: scene('map') }];

const desk = { width: 1440, height: 900 };
const wall = { width: 1920, height: 1080 };

export const albums: readonly Album[] = [
  { title: 'the desk', theme: 'dark', size: desk, stories: onDesk },
  { title: 'the desk in light', theme: 'light', size: desk, stories: inEachTheme('light') },
  { title: 'the desk in high contrast', theme: 'contrast', size: desk, stories: inEachTheme('contrast') },
  { title: 'a phone', theme: 'dark', size: { width: 390, height: 844 }, stories: onPhone },
  { title: 'the wall', theme: 'dark', size: wall, stories: onWall },
  {
    title: 'the wall, which stays dark where the desk is light',
    theme: 'light',
    size: wall,
    stories: onWall,
  },
  {
    title: 'the wall in high contrast',
    theme: 'contrast',
    size: wall,
    stories: [{ name: 'wall-contrast', path: 'wall', shown: scene('map') }],
  },
];
