import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** One page, to be served from /graphiql with nothing from elsewhere; the threads of its editor are files of their own. */
export default {
  root: path('graphiql'),
  base: '/graphiql/',
  build: {
    outDir: path('../dist/web/graphiql'),
    emptyOutDir: true,
    target: 'es2022',
    // The editor is one large part, which the page loads after it has been shown.
    chunkSizeWarningLimit: 6_000,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
};
