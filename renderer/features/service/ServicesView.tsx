import { Suspense } from 'react';
import { useRoute } from '../../app/routes.ts';
import { piece } from '../../pieces/piece.ts';
import { ServiceList } from './ServiceList.tsx';

const ServicePage = piece(async () => ({ default: (await import('./ServicePage.tsx')).ServicePage }));

/** All services, or the page of the one in the address. */
export function ServicesView() {
  const route = useRoute();
  if (route.name !== 'service') return <ServiceList />;
  return (
    <Suspense fallback={null}>
      <ServicePage key={route.id} id={route.id} />
    </Suspense>
  );
}
