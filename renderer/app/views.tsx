import type { ComponentType } from 'react';
import { piece } from '../pieces/piece.ts';
import type { RouteName } from './routes.ts';

const loaders = {
  overview: async () => ({ default: (await import('../features/overview/OverviewView.tsx')).OverviewView }),
  map: async () => ({ default: (await import('../features/latency-map/LatencyMapView.tsx')).LatencyMapView }),
  alerts: async () => ({ default: (await import('../features/alerts/AlertsView.tsx')).AlertsView }),
  rules: async () => ({ default: (await import('../features/rules/RulesView.tsx')).RulesView }),
  rule: async () => ({ default: (await import('../features/rules/RulePage.tsx')).RulePage }),
  services: async () => ({ default: (await import('../features/service/ServicesView.tsx')).ServicesView }),
  sla: async () => ({ default: (await import('../features/sla/SlaView.tsx')).SlaView }),
  sources: async () => ({ default: (await import('../features/sources/SourcesView.tsx')).SourcesView }),
  source: async () => ({ default: (await import('../features/sources/SourcePage.tsx')).SourcePage }),
  editSource: async () => ({ default: (await import('../features/sources/SourceEditor.tsx')).SourceEditor }),
  firstRun: async () => ({ default: (await import('../features/first-run/FirstRunView.tsx')).FirstRunView }),
  wall: async () => ({ default: (await import('../features/wall/WallView.tsx')).WallView }),
} as const satisfies Record<string, () => Promise<{ default: ComponentType }>>;

const OverviewView = piece(loaders.overview);
const LatencyMapView = piece(loaders.map);
const AlertsView = piece(loaders.alerts);
const RulesView = piece(loaders.rules);
const RulePage = piece(loaders.rule);
const ServicesView = piece(loaders.services);
const SlaView = piece(loaders.sla);
const SourcesView = piece(loaders.sources);
const SourcePage = piece(loaders.source);
const SourceEditor = piece(loaders.editSource);
const FirstRunView = piece(loaders.firstRun);
const WallView = piece(loaders.wall);

/** The view of a route, its code loaded when first shown. The service page reads its id from the route. */
export function RouteView({ name }: { name: RouteName }) {
  switch (name) {
    case 'overview':
      return <OverviewView />;
    case 'map':
      return <LatencyMapView />;
    case 'alerts':
      return <AlertsView />;
    case 'rules':
      return <RulesView />;
    case 'rule':
    case 'new-rule':
      return <RulePage />;
    case 'services':
    case 'service':
      return <ServicesView />;
    case 'sla':
      return <SlaView />;
    case 'sources':
      return <SourcesView />;
    case 'source':
      return <SourcePage />;
    case 'edit-source':
    case 'new-source':
      return <SourceEditor />;
    case 'first-run':
      return <FirstRunView />;
    case 'wall':
      return <WallView />;
  }
}

/** Starts loading a view before it is shown: at start, while the first frame is under way. */
export function preloadView(route: RouteName): void {
  // A failure shows when the view itself is asked for; here it is only early.
  loaders[loaderOf(route)]().catch(() => undefined);
}

function loaderOf(route: RouteName): keyof typeof loaders {
  switch (route) {
    case 'service':
      return 'services';
    case 'edit-source':
    case 'new-source':
      return 'editSource';
    case 'new-rule':
      return 'rule';
    case 'first-run':
      return 'firstRun';
    default:
      return route;
  }
}
