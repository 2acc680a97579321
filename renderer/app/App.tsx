import { Suspense } from 'react';
import { AttentionRunner } from '../attention/AttentionRunner.tsx';
import { WallSoundNote } from '../attention/WallSoundNote.tsx';
import { usePiecesEarly } from '../pieces/use-pieces-early.ts';
import { useLogId, usePictureReady } from '../state/hooks.ts';
import { createVigil, VigilProvider } from '../state/provider.tsx';
import { useTimeOpening } from '../state/use-time.ts';
import { Connecting } from './Connecting.tsx';
import { OnItsWay } from './OnItsWay.tsx';
import { useRoute } from './routes.ts';
import { Shell } from './Shell.tsx';
import { useMomentAddress } from './use-moment-address.ts';
import { ViewBoundary } from './ViewBoundary.tsx';
import { RouteView } from './views.tsx';

/** The application: one route, one view, inside the desk's shell; the wall stands alone. */
export function App({ vigil }: { vigil: ReturnType<typeof createVigil> }) {
  return (
    <VigilProvider vigil={vigil}>
      <AttentionRunner />
      <Routed />
    </VigilProvider>
  );
}

function Routed() {
  const route = useRoute();
  // What was answered about one log must not stay when another one is opened.
  const logId = useLogId();
  const isOpening = useTimeOpening();
  const ready = usePictureReady() && !isOpening;
  usePiecesEarly(ready);
  useMomentAddress(route.name !== 'wall');
  const view = (
    <ViewBoundary key={`${route.name} ${logId}`}>
      {ready ? (
        <Suspense fallback={<OnItsWay />}>
          <RouteView name={route.name} />
        </Suspense>
      ) : (
        <Connecting />
      )}
    </ViewBoundary>
  );
  if (route.name === 'wall')
    return (
      <>
        {view}
        <WallSoundNote />
      </>
    );
  return (
    <Shell key={logId} route={route}>
      {view}
    </Shell>
  );
}
