/* The real interface on the harness's network of 60 regions and 600 routes (`?network`), as a production build. */
import '../../harness/main.tsx';
