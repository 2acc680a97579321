import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { parseRoute } from './app/routes.ts';
import { preloadView } from './app/views.tsx';
import { pickClient } from './client/pick-client.ts';
import { presentToken } from './client/present-token.ts';
import { createVigil } from './state/provider.tsx';
import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import { startTheme } from './ui/theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
startTheme();
await presentToken(location, history, fetch);
preloadView(parseRoute(location.hash).name);
createRoot(root).render(<App vigil={createVigil(pickClient())} />);
