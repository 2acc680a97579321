import type { ReactNode } from 'react';
import { isTrouble } from '../../shared/domain/alert.ts';
import { useSection } from '../state/hooks.ts';
import {
  BellIcon,
  MapIcon,
  OverviewIcon,
  PlugIcon,
  ServicesIcon,
  ShieldIcon,
  VigilIcon,
  WallIcon,
} from '../ui/icons.tsx';
import styles from './NavRail.module.css';
import { hashOf, type Route, type RouteName } from './routes.ts';
import type { ViewName } from './view-commands.ts';

interface NavItem {
  readonly name: ViewName;
  readonly word: string;
  readonly icon: ReactNode;
}

const items: readonly NavItem[] = [
  { name: 'overview', word: 'Overview', icon: <OverviewIcon /> },
  { name: 'map', word: 'Map', icon: <MapIcon /> },
  { name: 'alerts', word: 'Alerts', icon: <BellIcon /> },
  { name: 'services', word: 'Services', icon: <ServicesIcon /> },
  { name: 'sla', word: 'SLA', icon: <ShieldIcon /> },
  { name: 'sources', word: 'Sources', icon: <PlugIcon /> },
  { name: 'wall', word: 'Wall', icon: <WallIcon /> },
];

/** The place in the rail that a route belongs to. */
function placeOf(name: RouteName): NavItem['name'] {
  switch (name) {
    case 'service':
      return 'services';
    case 'rules':
    case 'rule':
    case 'new-rule':
      return 'alerts';
    case 'source':
    case 'edit-source':
    case 'new-source':
    case 'first-run':
      return 'sources';
    default:
      return name;
  }
}

/** The views, always in the same place. */
export function NavRail({ route }: { route: Route }) {
  const firing = useSection('alerts').filter(isTrouble).length;
  const chosen = placeOf(route.name);
  return (
    <nav className={styles['rail']} aria-label="Views">
      <span className={styles['logo']}>
        <VigilIcon size={24} />
      </span>
      {items.map((item) => (
        <a
          key={item.name}
          href={hashOf({ name: item.name })}
          className={styles['item']}
          aria-current={item.name === chosen ? 'page' : undefined}
        >
          {item.icon}
          {item.word}
          {item.name === 'alerts' && firing > 0 && (
            <span className={styles['count']}>
              {firing > 99 ? '99+' : firing}
              <span className="visually-hidden"> firing</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
